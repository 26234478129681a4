// Asking the server about drafts: keep one, look at some. Who the page was drawn for is said with every request.

const { draftsUrl, officer } = document.body.dataset;
let renewToken = async () => {};

/** How the token of a session that began elsewhere is taken. */
export function renewWith(renew) {
  renewToken = renew;
}

/** One request to keep; answers {status, body}, status 0 when nobody is there. A token of an earlier session is renewed once. */
export async function send(typed, renewed = false) {
  const headers = { "Content-Type": "application/json", Accept: "application/json",
    "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content }; // prettier-ignore
  try {
    const asked = { method: "POST", keepalive: true, headers, body: JSON.stringify({ ...typed, officer: Number(officer) }) };
    const answer = await fetch(draftsUrl, asked);
    const body = await answer.json().catch(() => ({}));
    if (body.code !== "csrf" || renewed) return { status: answer.status, body };
    await renewToken();
    return send(typed, true);
  } catch {
    return { status: 0, body: {} };
  }
}

/** The drafts of these names; null when they cannot be had now. */
export async function look(names) {
  const asked = new URLSearchParams([["officer", officer], ...names.map((name) => ["of", name])]);
  try {
    const answer = await fetch(`${draftsUrl}?${asked}`, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status >= 500) return null;
    return answer.ok ? (await answer.json()).drafts : [];
  } catch {
    return null;
  }
}
