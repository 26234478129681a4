// When the server was last heard, and whether it may be gone.
const SURE = 4000;

let seen = performance.now();
let doubted = false;

export const silence = () => performance.now() - seen;
export const isSure = () => !doubted && silence() < SURE;

export function heard() {
  seen = performance.now();
  doubted = false;
}

// The socket broke: the server may live on all the same.
export function doubt() {
  doubted = true;
}

// Says by HTTP whether the server is there; the answer's text, or null.
export async function ask(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2500), headers: { Accept: "text/html" } });
    if (answer.redirected) window.location.reload(); // no longer let in: the server shows where to go
    if (!answer.ok || answer.redirected) return null;
    heard();
    return await answer.text();
  } catch {
    return null;
  }
}
