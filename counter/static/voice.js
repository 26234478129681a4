// Listening to clips on this computer, and recording them where the browser lends its microphone: on the server itself
// or over https. Everywhere else a WAV is uploaded.

const LONGEST = 10_000;

const player = new Audio();
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-play]");
  if (!button) return;
  player.src = button.dataset.play;
  player.play().catch((error) => console.warn("tidak terputar", error));
});

for (const form of document.querySelectorAll("[data-trim]")) {
  const { start, end } = form.elements;
  form.querySelector("[data-part]").addEventListener("click", () => {
    hear(form.dataset.trim, start.valueAsNumber / 1000, end.valueAsNumber / 1000).catch((error) => console.warn("tidak terputar", error));
  });
}

/** A part of a recording, to the sample: what it would be once it is cut so. */
async function hear(url, start, end) {
  const context = new AudioContext();
  const answer = await fetch(url);
  const buffer = await context.decodeAudioData(await answer.arrayBuffer());
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.addEventListener("ended", () => context.close(), { once: true });
  source.start(0, start, end - start);
}

const volume = document.getElementById("f-volume");
volume.addEventListener("input", () => {
  document.querySelector(".voice-percent").value = volume.value;
});

const microphone = Boolean(navigator.mediaDevices?.getUserMedia);
document.getElementById("no-microphone").hidden = microphone;
for (const form of document.querySelectorAll("[data-record]")) prepare(form);

function prepare(form) {
  const button = form.querySelector("[data-microphone]");
  button.hidden = !microphone;
  let recorder = null;
  button.addEventListener("click", async () => {
    if (recorder) return recorder.stop();
    try {
      recorder = await listen(button);
      const sound = await recorder.finished;
      const files = new DataTransfer();
      files.items.add(new File([sound], "rekaman.wav", { type: "audio/wav" }));
      form.querySelector("[type=file]").files = files.files;
      form.requestSubmit();
    } catch (error) {
      console.warn("tidak terekam", error);
      button.textContent = "Mikrofon tidak tersedia";
      button.disabled = true;
    }
    recorder = null;
  });
}

/** Begin to record; `finished` is the WAV once `stop()` was called, or after ten seconds. */
async function listen(button) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  const ended = new Promise((done) => recorder.addEventListener("stop", done, { once: true }));
  recorder.start();
  [button.textContent, button.ariaPressed] = ["Berhenti dan simpan", "true"];
  const limit = setTimeout(() => recorder.stop(), LONGEST);
  const finished = ended.then(() => {
    clearTimeout(limit);
    for (const track of stream.getTracks()) track.stop();
    [button.textContent, button.ariaPressed] = ["Rekam", "false"];
    return toWav(new Blob(pieces));
  });
  return { stop: () => recorder.stop(), finished };
}

/** Whatever the browser recorded as 16-bit PCM. */
async function toWav(blob) {
  const context = new AudioContext();
  const sound = await context.decodeAudioData(await blob.arrayBuffer());
  context.close();
  const levels = sound.getChannelData(0);
  const view = new DataView(new ArrayBuffer(44 + levels.length * 2));
  const words = (at, text) => [...text].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  words(0, "RIFF"), view.setUint32(4, 36 + levels.length * 2, true), words(8, "WAVEfmt ");
  view.setUint32(16, 16, true), view.setUint16(20, 1, true), view.setUint16(22, 1, true);
  view.setUint32(24, sound.sampleRate, true), view.setUint32(28, sound.sampleRate * 2, true);
  view.setUint16(32, 2, true), view.setUint16(34, 16, true), words(36, "data");
  view.setUint32(40, levels.length * 2, true);
  levels.forEach((level, n) => view.setInt16(44 + n * 2, Math.max(-1, Math.min(1, level)) * 32767, true));
  return new Blob([view], { type: "audio/wav" });
}
