// A room that was opened changed this browser's session: fetch the plan again when one looks at it, so that its doors still open.

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = drawn.querySelector("[name=csrf_token]")?.value ?? "";
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
}

for (const happening of ["focus", "pageshow"]) addEventListener(happening, renew);
document.addEventListener("visibilitychange", () => document.hidden || renew());
document.addEventListener("submit", () => setTimeout(renew, 400));
