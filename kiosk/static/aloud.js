// "Bacakan": the screen is spoken when it is drawn, and the question of an idle one when it comes. One voice at a time.
let speaking;

export function say(url) {
  if (!url) return;
  speaking?.pause();
  speaking = new Audio(url);
  speaking.play().catch((trouble) => {
    // a browser that wants a touch first gets one; a sound that cannot be played leaves the words on the screen
    if (trouble.name === "NotAllowedError") document.addEventListener("pointerdown", () => speaking.play(), { once: true });
  });
}
