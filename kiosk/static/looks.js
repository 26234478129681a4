// "Teks besar", "Kontras" and the language on a visitor's own phone. A cookie keeps them for its next pages and says
// nothing about anybody; over plain HTTP, too.
const NAME = "pendopo_look";
const YEAR = 365 * 24 * 3600;

function keep(name, value) {
  const kept = document.cookie.split("; ").find((one) => one.startsWith(`${NAME}=`)) ?? "";
  const look = new URLSearchParams(kept.slice(NAME.length + 1));
  look.set(name, value);
  document.cookie = `${NAME}=${look}; path=/kiosk; max-age=${YEAR}; samesite=lax`;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-look]");
  if (!button) return;
  const { look, value, again } = button.dataset;
  if (again) {
    keep(look, value);
    window.location.replace(again);
    return;
  }
  const on = document.documentElement.classList.toggle(look);
  keep(look, on ? 1 : 0);
  button.setAttribute("aria-checked", String(on));
});
