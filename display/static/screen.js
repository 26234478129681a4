// Puts the state on the glass. Nothing here decides anything: it is handed the board, the field and the link, and
// draws.

import { LONG_NUMBER, loketMark, Lokets } from "./lokets.js";
import { Ticker } from "./ticker.js";
import { decimal, WORDS } from "./words.js";

const SHIFT_EVERY = 180_000;
const SHIFTS = 5;

const byName = (name) => document.getElementById(name);

/** Write only what changed, so that a screen reader is not told the same thing twice a second. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export class Screen {
  constructor() {
    this.stage = byName("stage");
    this.field = byName("field");
    this.lokets = new Lokets(byName("lokets"));
    this.ticker = new Ticker(byName("ticker"));
  }

  /** `state`: {board, link, field: {call, bright}, clock, provedTime, soundAllowed, quiet, testing}. */
  draw(state) {
    const { board, link } = state;
    this.stage.dataset.link = link;
    this.stage.dataset.sound = state.soundAllowed ? "on" : "off";
    this.stage.dataset.quiet = state.quiet ? "yes" : "no";
    this.stage.dataset.testing = state.testing ? "yes" : "no";
    if (!board) return;
    const stale = link !== "fresh";
    this.#drawField(board, state.field, stale);
    this.lokets.draw(board, state.field.bright ? state.field.call : null, stale);
    this.#drawHead(state, stale);
    this.#drawIkm(board.ikm);
    if (state.quiet) write(byName("quiet-words"), WORDS.quiet(state.clock.hour(Date.parse(board.quiet_until))));
    this.ticker.set(stale ? [WORDS.maybePassed] : this.#news(board));
    this.ticker.tick();
  }

  /** Whether the field says nothing that must be seen whole: the office's hours are such a thing. */
  get resting() {
    return ["rest", "welcome"].includes(this.field.dataset.mode);
  }

  /** Pictures or a video stand above the field: the last call takes little room. */
  covered(shown) {
    this.stage.dataset.media = shown ? "on" : "off";
  }

  /** Every three minutes the whole picture moves by up to six pixels, so that no letter burns into the panel. */
  shift(now = performance.now()) {
    this.stage.dataset.shift = Math.floor(now / SHIFT_EVERY) % SHIFTS;
  }

  /** The office's texts, and its hours first unless the field itself is saying them. */
  #news(board) {
    const said = ["closed", "welcome"].includes(this.field.dataset.mode);
    const power = board.power === "battery" ? [WORDS.battery] : [];
    return [...power, ...(said ? [] : hallNews(board)), ...board.ticker];
  }

  #drawHead({ clock, provedTime }, stale) {
    write(byName("clock"), stale ? "" : clock.hour());
    write(byName("date"), stale ? "" : clock.day());
    write(byName("data-time"), stale ? WORDS.data(clock.hour(provedTime)) : "");
  }

  #drawIkm(ikm) {
    byName("ikm").hidden = !ikm;
    if (!ikm) return;
    write(byName("ikm-value"), decimal(ikm.value));
    write(byName("ikm-grade"), WORDS.grades[ikm.grade] ?? ikm.grade);
  }

  #drawField(board, { call, bright }, stale) {
    const mode = fieldMode(board, call, bright);
    this.field.dataset.mode = mode;
    if (mode === "call" || mode === "rest") return this.#drawCall(board, call, bright, stale);
    const notice = mode === "closed" ? closedNotice(board) : welcomeNotice(board);
    write(byName("notice-label"), notice.label);
    write(byName("notice-big"), notice.big);
    byName("notice-big").classList.toggle("notice-big--hour", Boolean(notice.hour));
    write(byName("notice-hint"), notice.hint);
  }

  #drawCall(board, call, bright, stale) {
    const priority = call.number.startsWith("P-");
    this.field.classList.toggle("field--priority", priority);
    write(byName("field-label"), fieldLabel(priority, bright, stale));
    write(byName("field-number"), call.number);
    byName("field-number").classList.toggle("field-number--long", call.number.length > LONG_NUMBER);
    write(byName("field-loket"), WORDS.loket(call.loket));
    write(byName("field-room"), board.lokets.find((row) => row.loket === call.loket)?.name ?? "");
    this.#drawMark(call.loket, bright || stale);
  }

  #drawMark(loket, solid) {
    const slot = byName("field-mark");
    if (slot.dataset.loket !== String(loket)) slot.replaceChildren(loketMark(loket));
    slot.dataset.loket = loket;
    slot.firstElementChild.classList.toggle("mark--inverse", !solid);
  }
}

/** call: yellow · rest: last number on dark ground · closed: nobody served or waiting · welcome: no call yet. */
function fieldMode(board, call, bright) {
  if (call && bright) return "call";
  if (!board.open && !busy(board)) return "closed";
  return call ? "rest" : "welcome";
}

function busy(board) {
  const served = board.lokets.some((row) => row.state === "calling" || row.state === "serving");
  return served || Object.values(board.waiting).some(Boolean);
}

function fieldLabel(priority, bright, stale) {
  if (stale) return WORDS.lastStale;
  if (!bright) return WORDS.last;
  return priority ? WORDS.calledPriority : WORDS.called;
}

/** What the office says about its hours now; "Buka" alone says nothing. */
function hallNews({ hall }) {
  return [hall?.detail || hall?.hours].filter((text) => text && /\d/.test(text));
}

function welcomeNotice(board) {
  return { label: WORDS.welcome, big: WORDS.welcomeBig, hint: hallNews(board)[0] ?? WORDS.welcomeHint };
}

/** The office's own sentence; the hour in it ("… pukul 07.00") stands as large as a number: it is the question. */
function closedNotice({ hall }) {
  const text = hall?.detail || WORDS.closed;
  const found = /^(.*\D)\s+(\d\d\.\d\d)\b\.?\s*(.*)$/.exec(text);
  if (!found) return { label: "", big: text, hint: "" };
  return { label: found[1], big: found[2], hint: found[3], hour: true };
}
