// One form's draft: collects what is typed, keeps it a moment later, puts it back, and says so in a calm line.

import { boxesOf, controlsOf, fill, untouched } from "./draft_boxes.js";
import { send } from "./draft_door.js";

const PAUSE = 1_000;
const LONGEST = 3_000;
const AGAIN = 5_000;
const SHOWN = 4_000;
const REFUSED = "[data-refusal], [data-refused], [aria-invalid='true'], [role='alert']";
/** name -> boxes thrown away on this page, to be taken back */
export const dropped = new Map();

export function element(tag, name, text = "") {
  return Object.assign(document.createElement(tag), { className: name, textContent: text });
}

/** "Label: what was typed", to be read and copied where the field itself is gone. */
export function listed(boxes) {
  const list = element("dl", "draft-list");
  for (const { label, name, values, words } of boxes) {
    const row = element("div", "");
    row.append(element("dt", "", label || name), element("dd", "", words || values.join(", ") || "–"));
    list.append(row);
  }
  return list;
}

export function press(words, act) {
  const button = Object.assign(element("button", "link-button", words), { type: "button" });
  button.addEventListener("click", act);
  return button;
}

/** One form's draft. Known to the server as `name`; this drawing of the form as `drawn`, its n-th keeping as `n`. */
export class Draft {
  n = 0;
  seen = null; // the draft that this form knows of
  failing = false;
  status = 200; // of the last keeping
  dropping = false; // it is drawn anew because its draft was thrown away
  done = false; // sent: what is left of this form on the page is no draft any more
  last = "[]"; // what was kept last
  names = new Set(); // fields that are kept even when they stand as drawn
  pending = new Map(); // kept fields that have no place in the form (yet)
  known = new Map(); // fields as they last stood, for a part of the form that goes and comes back
  #going = null; // the keeping that is under way
  #timer = 0;
  #since = 0;
  #line = null;

  constructor(form) {
    this.form = form;
    this.name = form.dataset.draft;
    this.drawn = form.querySelector("input[name=key]")?.value || `drawn-${Math.random()}`;
    this.parts = JSON.parse(form.dataset.draftParts ?? "{}");
    this.chosen = Object.fromEntries(Object.keys(this.parts).map((part) => [part, this.#part(part)]));
    this.ready = new Promise((ready) => (this.offered = ready));
  }

  #part(name) {
    return this.form.querySelector(`input[name="${CSS.escape(name)}"]`)?.value ?? "";
  }

  collect() {
    const boxes = boxesOf(this.form, this.names);
    for (const name of controlsOf(this.form).keys()) this.known.delete(name);
    for (const part of Object.keys(this.parts)) {
      const value = this.#part(part);
      if (value !== this.chosen[part] || this.names.has(part)) boxes.push({ name: part, label: "", values: [value], words: "" });
    }
    for (const box of boxes) this.known.set(box.name, box);
    return [...boxes, ...this.pending.values()];
  }

  get unsaved() {
    return !this.done && JSON.stringify(this.collect()) !== this.last;
  }

  get used() {
    return this.n > 0 || this.seen !== null;
  }

  /** What the server keeps under this name, or nothing. After a refusal the form itself stands as it was sent: that wins. */
  async restore(draft) {
    this.seen = draft?.at ?? null;
    if (this.form.querySelector(REFUSED)) {
      for (const name of controlsOf(this.form).keys()) this.names.add(name);
      this.last = null;
    } else if (draft) {
      const whole = await this.#take(draft.boxes);
      if (this.#differs) this.say("restored", `Isian terakhir dipulihkan (${draft.clock}).`, press("Buang", () => this.drop()));
      this.last = whole ? JSON.stringify(this.collect()) : null;
    } else if (dropped.has(this.name)) this.#offerBack();
    this.offered();
    if (this.unsaved) this.schedule();
  }

  /** Whether the form stands otherwise than it was drawn. */
  get #differs() {
    const chosen = Object.entries(this.chosen).some(([part, value]) => this.#part(part) !== value);
    return chosen || this.pending.size > 0 || boxesOf(this.form, new Set()).length > 0;
  }

  /** Put boxes into the form; false when the officer was faster in one of them. */
  async #take(boxes) {
    for (const box of boxes) {
      this.names.add(box.name);
      this.pending.set(box.name, box);
    }
    for (const [part, address] of Object.entries(this.parts)) {
      const value = this.pending.get(part)?.values[0];
      this.pending.delete(part);
      if (value && value !== this.#part(part)) await this.#draw(address.replace("*", encodeURIComponent(value)));
    }
    return this.place();
  }

  /** Asked by what lies around the form and stays: a form would send its fields along in the address, and what is redrawn
      meanwhile leaves htmx's queue standing. An answer that comes when this form has gone is not drawn into the next one. */
  #draw(address) {
    const source = this.form.closest("[hx-sync\\:inherited]") ?? this.form.parentElement;
    return window.htmx.ajax("GET", address, { source, target: this.form, swap: "none" });
  }

  /** Fill what has a place by now. */
  place() {
    for (const name of this.pending.keys()) this.#addRows(name);
    const controls = controlsOf(this.form);
    let whole = true;
    for (const [name, box] of this.pending) {
      if (!controls.has(name)) continue;
      this.pending.delete(name);
      whole = fill(controls.get(name), box) && whole;
    }
    return whole;
  }

  #addRows(name) {
    const [rows, n] = name.split(".");
    const more = this.form.querySelector(`[data-add-row="${CSS.escape(rows)}"]`);
    for (let added = 0; more && added <= Number(n) && !this.form.elements[name]; added += 1) more.click();
  }

  /** Something in the form was drawn anew: what stood there before is put back. */
  redrawn() {
    const controls = controlsOf(this.form);
    for (const [name, box] of this.known) {
      if (!controls.has(name)) box.away = true;
      else if (box.away) {
        delete box.away;
        if (untouched(controls.get(name))) fill(controls.get(name), box);
      }
    }
    this.place();
    if (this.unsaved) this.schedule();
  }

  schedule() {
    this.#since ||= performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE, this.#since + LONGEST - performance.now())));
  }

  /** Keep it now, if there is anything to be kept. */
  async flush(leaving = false) {
    clearTimeout(this.#timer);
    if (!leaving) await this.ready;
    const boxes = this.collect();
    const text = JSON.stringify(boxes);
    this.#since = 0;
    if (this.done || text === this.last) return;
    this.last = text;
    if (!boxes.length && !this.used) return;
    const n = (this.n += 1);
    const asked = { form: this.name, drawn: this.drawn, n, seen: this.seen, title: this.form.dataset.draftTitle ?? "", boxes };
    const going = (this.#going = send(asked));
    const { status, body } = await going;
    if (this.#going === going) this.#going = null;
    if (n === this.n) this.#heard(status, body, boxes.length > 0);
  }

  /** Whether what is on screen may not have been kept yet. */
  get open() {
    return this.unsaved || this.#going !== null;
  }

  /** Everything kept, or known why not. */
  async settle() {
    while (this.#going) await this.#going;
    await this.flush();
  }

  #heard(status, body, something) {
    const failed = this.failing;
    this.status = status;
    this.failing = status !== 200;
    if (status === 200) {
      this.seen = body.at;
      if (body.overtook) this.say("other", `Isian yang sama juga diketik di jendela lain (${body.overtook}). Yang disimpan sekarang isian di layar ini.`);
      else if (something) this.#kept(failed);
      return;
    }
    this.last = null;
    if (status === 401) {
      const way = Object.assign(element("a", "", "Masuk di jendela baru"), { href: document.body.dataset.signIn, target: "_blank", rel: "noopener" });
      this.say("unkept", "Sesi Anda sudah berakhir, jadi isian ini belum tersimpan. Isian tetap di layar.", way);
    } else if (body.detail && status < 500) this.say("unkept", body.detail);
    else {
      this.say("unkept", "Isian belum tersimpan karena server tidak menjawab. Dicoba lagi sendiri; biarkan halaman ini terbuka.");
      setTimeout(() => this.failing && this.flush(), AGAIN);
    }
  }

  /** "Tersimpan sementara", for a moment beside the clock: it covers nothing that is being read. */
  #kept(failed) {
    if (failed) this.#line?.remove();
    document.querySelector(".draft-kept")?.remove();
    const mark = element("span", "draft-kept", "Tersimpan sementara");
    document.getElementById("link").append(mark);
    setTimeout(() => mark.remove(), SHOWN);
  }

  say(kind, words, ...more) {
    // said already: drawn anew under a finger, its link would lose the press
    if (kind === "unkept" && this.#line?.isConnected && this.#line.matches(".draft-line--unkept") && this.#line.textContent.startsWith(words)) return;
    this.#line ??= element("div", "");
    this.#line.className = `draft-line draft-line--${kind}`;
    this.#line.setAttribute("role", kind === "unkept" ? "alert" : "status");
    const place = this.form.querySelector("[data-draft-line], .desk-body") ?? this.form;
    if (!this.#line.isConnected) place.prepend(this.#line);
    this.#line.replaceChildren(element("span", "", words), " ", ...more);
    const lost = kind === "restored" ? [...this.pending.values()] : [];
    if (lost.length) this.#line.append(element("p", "", "Yang ini tidak ada lagi tempatnya; salin bila masih perlu:"), listed(lost));
  }

  /** Thrown away, until it is taken back. */
  async drop() {
    dropped.set(this.name, this.collect());
    this.pending.clear();
    this.names.clear();
    if (this.form.dataset.draftFresh) {
      this.dropping = true;
      this.done = true;
      await send({ form: this.name, drawn: this.drawn, n: (this.n += 1), seen: this.seen, boxes: [] });
      await this.#draw(this.form.dataset.draftFresh);
      return;
    }
    this.form.reset();
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
    this.#offerBack();
    await this.flush();
  }

  #offerBack() {
    const boxes = dropped.get(this.name);
    this.say("dropped", "Isian dibuang.", press("Kembalikan", async () => {
      dropped.delete(this.name);
      await this.#take(boxes);
      this.#line.remove();
      this.flush();
    }));
  }
}
