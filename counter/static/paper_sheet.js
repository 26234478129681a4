// A form for the office's own printer: the button opens the browser's print dialog.
document.getElementById("print").addEventListener("click", () => print());
