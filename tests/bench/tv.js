// What the bench sees and hears of the TV, in milliseconds of the machine's clock, which the bench shares.

const LOUD = 1e-4;
const seen = {};
let ear = null;

/** Runs once the frame that is being drawn now has been handed over. */
function afterFrame(work) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(0);
  });
}

/** Note under `name` when an element of `selector` with this `text` (null: any) has been painted. */
function watch(name, selector, text) {
  delete seen[name];
  const look = () => {
    const there = [...document.querySelectorAll(selector)].some((it) => text === null || it.textContent === text);
    if (!there) return;
    observer.disconnect();
    afterFrame(() => { seen[name] = Date.now(); });
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
}

// The ear stands behind the volume, where the loudspeaker's samples are. What it holds is dated back from its newest.
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...more) {
  if (to instanceof AudioDestinationNode) connect.call(this, (ear = new AnalyserNode(this.context, { fftSize: 8192 })));
  return connect.call(this, to, ...more);
};

/** Resolves once nothing sounds any more; from then on the first sample that leaves for the loudspeaker is noted. */
function listen(name) {
  delete seen[name];
  const samples = new Float32Array(ear.fftSize);
  return new Promise((quiet) => {
    let silent = false;
    const hear = setInterval(() => {
      ear.getFloatTimeDomainData(samples);
      const first = samples.findIndex((sample) => Math.abs(sample) > LOUD);
      if (first < 0) quiet(silent = true);
      if (first < 0 || !silent) return;
      clearInterval(hear);
      seen[name] = Date.now() - ((samples.length - first) / ear.context.sampleRate) * 1000;
    }, 4);
  });
}

window.bench = { seen, watch, listen, latency: () => (ear.context.baseLatency + ear.context.outputLatency) * 1000 };
