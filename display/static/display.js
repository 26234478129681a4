// The TV in the hall. It listens, announces, and says so when it no longer knows.

import { drawAnew, isOld } from "/look/life.js";
import { Acks } from "./acks.js";
import { OfficeClock } from "./clock.js";
import { Feed, SOCKET_OPTIONS } from "./feed.js";
import { Media } from "./media.js";
import { Memory } from "./memory.js";
import { Night } from "./night.js";
import { Player } from "./player.js";
import { Rest } from "./rest.js";
import { Screen } from "./screen.js";
import { screenName, Server } from "./server.js";
import { Sheets } from "./sheets.js";
import { Sound } from "./sound.js";
import { inZone } from "./zone.js";

const TICK = 250;

const page = document.documentElement.dataset;
const csrf = document.querySelector("meta[name=csrf-token]").content;

const clock = new OfficeClock();
const memory = new Memory();
const screen = new Screen();
const media = new Media(document.getElementById("media"));
const night = new Night();
const sheets = new Sheets(document.getElementById("sheets"), page.sheetsUrl);
const rest = new Rest({ media, sheets });
const server = new Server({ csrf, callsUrl: page.callsUrl, heartbeatUrl: page.heartbeatUrl });
const acks = new Acks({ memory, server });
const sound = new Sound(proved);
const name = screenName();
const place = { device: Number(page.device), name: page.zone };
const feed = new Feed({
  clock,
  boardUrl: page.boardUrl,
  ours: (board) => inZone(board, place),
  onBoard: (board) => player.see(board),
  onLink: proved,
});
const player = new Player({
  clock,
  memory,
  sound,
  screen: name,
  mayPlay: () => feed.link === "fresh",
  onChange: draw,
  onBegin: beat,
  onEnd: () => acks.send(),
});

function draw() {
  const { board, link, provedTime } = feed;
  const field = board ? player.field() : { call: null, bright: false };
  say(player.playing !== null);
  screen.draw({ board, link, field, clock, provedTime, soundAllowed: sound.allowed || !player.speaks, quiet: player.quiet, testing: player.testing });
  const asleep = night.draw({ board, clock, bright: field.bright });
  if (board) drawRest(board, link === "fresh" && screen.resting && !field.bright && !asleep, field.bright);
}

/** While no number is news: whose turn it is in the field. */
function drawRest(board, may, bright) {
  media.take(board.media ?? {}, sound.allowed);
  sheets.refresh(JSON.stringify([board.boot, board.sheets, board.ikm]));
  rest.draw(board.sheets ?? [{ kind: "media" }], may);
  screen.covered(media.draw(rest.turn === "media" && (may || bright), may));
}

/** Tells the page that a call is being announced: videos go down, pictures make room. */
let said = false;
function say(speaking) {
  if (speaking === said) return;
  said = speaking;
  document.dispatchEvent(new CustomEvent("speaking", { detail: speaking }));
}

/** Runs after every proof of life and every loss: show it, and catch up on what the server has not heard. */
function proved() {
  draw();
  if (feed.link !== "fresh") return;
  acks.send(player.playing);
  beat();
}

function beat() {
  const { playing } = player;
  const said = { screen: name, sound: sound.allowed, playing, socket: feed.socketId, zone: page.zone };
  server.beat({ ...said, last_call: memory.newest });
}

/** Newer pages are taken while nobody is being called. */
function renew() {
  if (isOld(feed.assets) && feed.link === "fresh" && player.playing === null && !player.field().bright) drawAnew();
}

function tick() {
  renew();
  player.step();
  screen.shift();
  draw();
}

for (const touch of ["click", "keydown"]) document.addEventListener(touch, () => sound.allow());
if (page.device) feed.onShutOut = () => window.location.reload();
const { io } = await import(page.socketModule);
await document.fonts.load('1rem "Plus Jakarta Sans Variable"').catch(console.warn); // the ticker measures its pages
feed.listen(io("/display", SOCKET_OPTIONS));
setInterval(tick, TICK);
