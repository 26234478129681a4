// What is typed is kept: a form with data-draft="name" is restored after a refresh, Back, a sign-out or a power cut.
//
// data-draft-title  how the form is called when its draft has to be shown without it
// data-draft-parts  {"field": "/address/*"}: hidden fields that choose a part of the form, and where that part is drawn
// data-draft-fresh  where the form is drawn anew when its draft is thrown away (else it is reset)
// [data-draft-line] where in the form its line stands; [data-add-row="levy"] a button that adds a row levy.<n>.…
// [data-drafts="act:12:"] where drafts of such names are shown whose forms are not on the page any more

import { unfold } from "./draft_boxes.js";
import { look, renewWith, send } from "./draft_door.js";
import { Draft, dropped, element, listed, press } from "./draft_form.js";

const AGAIN = 5_000;
const drafts = new Map(); // form element -> Draft

/** Forms that came, forms that went. */
async function gather() {
  const came = [...document.querySelectorAll("form[data-draft]")].filter((form) => !drafts.has(form));
  for (const form of came) drafts.set(form, new Draft(form));
  const gone = [...drafts.values()].filter((draft) => !draft.form.isConnected);
  for (const { form } of gone) drafts.delete(form);
  if (!came.length && !gone.length) return;
  for (const { name, dropping } of gone) if (!dropping) dropped.delete(name);
  await Promise.all(gone.map((draft) => draft.unsaved && draft.flush(true)));
  if (came.length) await offer(came.map((form) => drafts.get(form)));
}

async function offer(fresh) {
  const found = await look(fresh.map((draft) => draft.name));
  if (found === null) {
    for (const draft of fresh) draft.offered(); // what is typed meanwhile is kept as soon as somebody is there
    return void setTimeout(() => offer(fresh.filter((draft) => draft.form.isConnected)), AGAIN);
  }
  for (const draft of fresh) {
    const kept = found.find((one) => one.form === draft.name);
    await draft.restore(kept);
    if (kept) unfold(draft.form);
  }
}

/** Drafts whose act is not offered here any more: shown, so that their words can be copied. */
async function showHomeless(place) {
  const found = (await look([`${place.dataset.drafts}*`])) ?? [];
  const placed = new Set([...drafts.values()].map((draft) => draft.name));
  for (const draft of found.filter((one) => !placed.has(one.form))) {
    const box = element("div", "draft-line draft-line--homeless");
    const drop = press("Buang", async () => {
      const { status } = await send({ form: draft.form, drawn: `gone-${draft.at}`, n: 1, seen: draft.at, boxes: [] });
      if (status === 200) box.remove();
    });
    const words = `Isian Anda untuk “${draft.title}” (${draft.clock}) belum terkirim, dan berkas ini sudah berpindah. ${place.dataset.draftsNow ?? ""}`;
    box.append(element("span", "", `${words} Salin yang masih perlu, lalu buang.`), " ", drop, listed(draft.boxes));
    box.setAttribute("role", "status");
    place.append(box);
  }
}

const unsaved = () => [...drafts.values()].filter((draft) => draft.unsaved);
const flushAll = (leaving) => Promise.all(unsaved().map((draft) => draft.flush(leaving)));
const draftAt = (node) => drafts.get(node?.form ?? node?.closest?.("form"));

/** A form of htmx is sent: it says which draft ends with it. What only asks while somebody types ends none. */
function underWay(event) {
  const { sourceElement, sourceEvent, request } = event.detail.ctx;
  const sends = sourceElement.matches("button:not([data-draft-stays])") || sourceEvent?.type === "submit";
  const draft = request.method === "POST" && sends && draftAt(sourceElement);
  if (!draft) return;
  if (draft.used || draft.unsaved) request.headers["X-Draft"] = draft.name;
  draft.flush(true);
}

function answered(event) {
  const { sourceElement, request, response } = event.detail.ctx;
  const draft = request.headers["X-Draft"] && draftAt(sourceElement);
  if (draft && response.status < 400) draft.done = true;
}

const TOO_LONG = 422; // may still be sent; without a session, or in another officer's, it must not
const passing = new WeakSet();
const held = new WeakSet();

/** A plain form leaves the page, the way out too: first everything is kept, so that no ended session swallows it. */
async function beforeSending(event) {
  const form = event.target;
  const draft = drafts.get(form);
  if (form.getAttribute("method")?.toLowerCase() !== "post") return;
  const open = [...drafts.values()].filter((one) => one.open);
  if (passing.has(form) || !open.length) return void (draft?.used && name(form, draft.name));
  event.preventDefault();
  event.stopImmediatePropagation();
  if (held.has(form)) return;
  held.add(form);
  await Promise.all(open.map((one) => one.settle()));
  held.delete(form);
  if (draft?.failing && draft.status !== TOO_LONG) return;
  passing.add(form);
  form.requestSubmit(event.submitter);
  passing.delete(form);
}

/** Which draft ends with this sending; the field goes again, for what only asks must not carry it. */
function name(form, draft) {
  const field = Object.assign(element("input", ""), { type: "hidden", name: "draft", value: draft });
  form.append(field);
  setTimeout(() => field.remove());
}

function observed(changes) {
  gather();
  const touched = changes.filter(({ target }) => !target.closest?.(".draft-line")).map(({ target }) => draftAt(target));
  for (const draft of new Set(touched)) if (draft?.form.isConnected) draft.redrawn();
}

/** Begin; `renew` takes the token of a session that began elsewhere. */
export async function keepDrafts(renew) {
  renewWith(renew);
  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => draftAt(event.target)?.schedule());
  document.addEventListener("focusout", (event) => draftAt(event.target)?.unsaved && draftAt(event.target).flush());
  document.addEventListener("visibilitychange", () => flushAll(document.visibilityState === "hidden"));
  addEventListener("focus", () => flushAll(false));
  addEventListener("pagehide", () => flushAll(true));
  addEventListener("beforeunload", (event) => unsaved().some((draft) => draft.failing) && event.preventDefault());
  document.addEventListener("submit", beforeSending, true);
  document.addEventListener("htmx:before:request", underWay);
  document.addEventListener("htmx:after:request", answered);
  new MutationObserver(observed).observe(document.body, { childList: true, subtree: true });
  await gather();
  for (const place of document.querySelectorAll("[data-drafts]")) showHomeless(place);
}
