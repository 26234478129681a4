// A ready-made message to the clipboard; where the browser has none for us, the text is marked to be copied by hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  getSelection().selectAllChildren(text);
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.lastElementChild.textContent = "Tersalin";
  } catch {
    button.lastElementChild.textContent = "Tekan Ctrl+C";
  }
});
