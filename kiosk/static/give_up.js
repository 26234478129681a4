// "Batalkan nomor": asked once more before it is done, since the number cannot be had again.
import { NoAnswer, Refused, send } from "./send.js";

const dialog = document.getElementById("sure");
const button = document.getElementById("give-up");
const trouble = document.getElementById("sure-trouble");

export function startGivingUp(done) {
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-cancel]")) return;
    trouble.hidden = true;
    dialog.showModal();
  });
  document.getElementById("keep").addEventListener("click", () => dialog.close());
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await send(button.dataset.post, {}, button.dataset.key);
      dialog.close();
      done();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      trouble.textContent = error.problem?.detail ?? document.querySelector("[data-lost]").textContent;
      trouble.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
