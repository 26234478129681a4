// A hall in a hurry, for two thousand calls in minutes: every call's sound is fetched and decoded whole, of which the
// last 50 ms are played; the pauses after it (display/static: SHOWN_AT_LEAST, BETWEEN_REPEATS) are a hundred times shorter.

const TAIL = 0.05;
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when) {
  return start.call(this, when, this.buffer.duration - TAIL);
};
const PAUSES = [6_000, 800];
const wait = window.setTimeout;
window.setTimeout = (work, ms, ...more) => wait(work, PAUSES.includes(ms) ? ms / 100 : ms, ...more);
