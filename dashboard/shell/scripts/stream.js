// One stream for all tabs of a browser: the tab that holds the lock listens to the server and hands
// on to the others what it hears, which is only that something has moved. Where no stream gets
// through, as behind a proxy that holds it back, nothing is heard and the page asks by itself.
import {emit} from "./events.js";

const address = new URL(`${document.documentElement.dataset.root ?? ""}fresh`, location.href);
const NAME = `lianxin ${address.pathname}`;
const SILENT = 40000; // the server shows every 15 s that it is there
const PAUSES = [1000, 3000, 10000, 30000, 60000];
let heardAt = -Infinity;
let word = "";

// Whether what is new is told here without asking.
export function isHeard() {
  return performance.now() - heardAt < SILENT;
}

function hear(text) {
  heardAt = performance.now();
  if (!text) return;
  word = text;
  emit("version", text);
}

// The server's words until the connection is given up: it was refused, or fell silent.
function listen(channel) {
  return new Promise(done => {
    const source = new EventSource(address);
    let opened = false;
    const take = ({data}) => {
      opened = true;
      hear(data);
      channel.postMessage(data);
    };
    source.addEventListener("message", take);
    source.addEventListener("beat", take);
    const end = () => {
      clearInterval(watching);
      source.close();
      done(opened);
    };
    const begun = performance.now();
    const watching = setInterval(() => {
      if (performance.now() - Math.max(begun, heardAt) > SILENT) end();
    }, 5000);
    source.addEventListener("error", () => {
      heardAt = -Infinity; // until it is open again the page asks by itself
      if (source.readyState === EventSource.CLOSED) end();
    });
  });
}

async function lead(channel) {
  for (let failures = 0; ; ) {
    failures = (await listen(channel)) ? 0 : failures + 1;
    const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
    await new Promise(done => setTimeout(done, pause));
  }
}

export function start() {
  if (!navigator.locks || !window.EventSource || !window.BroadcastChannel) return;
  const channel = new BroadcastChannel(NAME);
  let leads = false;
  channel.addEventListener("message", ({data}) => {
    if (data !== "?") hear(data);
    else if (leads && isHeard()) channel.postMessage(word);
  });
  channel.postMessage("?");
  navigator.locks.request(NAME, () => {
    leads = true;
    return lead(channel);
  });
}
