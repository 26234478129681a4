// Leaving a screen replaces it: nobody can go back to what another visitor saw.
export function goTo(url) {
  window.location.replace(url);
}

export function goHome() {
  goTo(document.documentElement.dataset.home);
}
