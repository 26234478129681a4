// Services are found while somebody types: every word typed must begin a word of the name; the short name counts first.
import { startKeyboards } from "./keyboard.js";

const wanted = document.getElementById("wanted");
const said = document.getElementById("said");
const list = document.getElementById("found");
const rows = [...list.children].map((row) => ({
  row,
  short: wordsOf(row.querySelector(".service-name").textContent),
  all: wordsOf(row.dataset.foundBy),
}));

// As many as stand on the screen: it is never scrolled.
const room = () => Number(getComputedStyle(list).getPropertyValue("--rows"));

function wordsOf(text) {
  return text.toLowerCase().replace(/-el\b/g, "").split(/[^a-z0-9]+/).filter(Boolean);
}

const holds = (words, asked) => asked.every((word) => words.some((one) => one.startsWith(word)));

function find() {
  const asked = wordsOf(wanted.value);
  const fitting = [
    ...rows.filter(({ short }) => holds(short, asked)),
    ...rows.filter(({ short, all }) => !holds(short, asked) && holds(all, asked)),
  ];
  const shown = fitting.slice(0, room()).map(({ row }) => row);
  for (const { row } of rows) row.hidden = !shown.includes(row);
  list.append(...shown);
  said.textContent = words(asked, fitting.length, shown.length);
  said.classList.toggle("is-none", !fitting.length);
}

function words(asked, fitting, shown) {
  const { common, found, more, none } = said.dataset;
  if (!asked.length) return common;
  if (!fitting) return none;
  return (fitting > shown ? more : found).replace("{n}", fitting);
}

wanted.addEventListener("input", find);
startKeyboards([wanted]);
wanted.focus();
find();
