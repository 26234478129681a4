// The hall's voice: one WAV a call, the two notes in front. Where there is no voice the browser strikes the notes itself.
// Decoded buffers and oscillators work on plain HTTP; a compressor and then the volume stand before the loudspeaker,
// because a voice in a full hall has to be even rather than loud.

const NOTES = [{ hertz: 784, at: 0 }, { hertz: 587, at: 0.55 }];
const CHIME = 1.75;
/** Seconds into a call's WAV where the speech begins: what is said again begins there. */
const SPEECH_AT = 2.1;
const BETWEEN_REPEATS = 800;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Sound {
  /** `onChange()` runs when the loudspeaker is allowed or stopped. */
  constructor(onChange) {
    this.context = new AudioContext();
    this.volume = new GainNode(this.context, { gain: 0.8 });
    this.input = new DynamicsCompressorNode(this.context);
    this.input.connect(this.volume).connect(this.context.destination);
    this.context.addEventListener("statechange", onChange);
  }

  get allowed() {
    return this.context.state === "running";
  }

  /** Ask for the loudspeaker; browsers grant it after a touch unless the kiosk's policy allows it from the start. */
  allow() {
    return this.context.resume();
  }

  /** How loud, in percent. */
  setVolume(percent) {
    this.volume.gain.value = percent / 100;
  }

  /** Chime, then the voice `times()` over, asked anew each time: the hall fills. "failed" only when there was a voice to hear and it was not heard. */
  async announce(call, times) {
    const voice = call.audio ? await this.#load(call.audio) : null;
    if (this.allowed && !voice) await this.#chime();
    if (!call.audio) return "played";
    if (!voice || !this.allowed) return "failed";
    await this.#speak(voice, 0);
    for (let turn = 1; turn < times(); turn += 1) {
      await pause(BETWEEN_REPEATS);
      await this.#speak(voice, SPEECH_AT);
    }
    return "played";
  }

  async #load(url) {
    try {
      const answer = await fetch(url);
      return answer.ok ? await this.context.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch (error) {
      console.warn("suara tidak terambil", url, error);
      return null;
    }
  }

  async #chime() {
    const start = this.context.currentTime + 0.02;
    for (const { hertz, at } of NOTES) {
      this.#strike(hertz, start + at, 0.5);
      this.#strike(hertz * 2, start + at, 0.12);
    }
    await pause(CHIME * 1000);
  }

  /** One bell-like partial: quick attack, long fall. */
  #strike(hertz, start, loudness) {
    const end = start + CHIME - NOTES[1].at;
    const tone = new OscillatorNode(this.context, { type: "sine", frequency: hertz });
    const shape = new GainNode(this.context, { gain: 0 });
    shape.gain.setValueAtTime(0, start);
    shape.gain.linearRampToValueAtTime(loudness, start + 0.015);
    shape.gain.exponentialRampToValueAtTime(0.001, end);
    tone.connect(shape).connect(this.input);
    tone.start(start);
    tone.stop(end);
  }

  /** A loudspeaker that stops answering must not hold the queue: the voice's own length is the limit. */
  #speak(voice, from) {
    const source = new AudioBufferSourceNode(this.context, { buffer: voice });
    source.connect(this.input);
    const ended = new Promise((done) => source.addEventListener("ended", done, { once: true }));
    source.start(0, from);
    return Promise.race([ended, pause((voice.duration - from) * 1000 + 1_000)]);
  }
}
