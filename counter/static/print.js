// A page that is made for paper: the button opens the browser's own printing.
document.querySelector("[data-print]").addEventListener("click", () => window.print());
