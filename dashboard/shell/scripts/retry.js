// How long to wait before something that failed is asked for again.
const FIRST = 3;
const LONGEST = 120;

// Seconds: what the server says, else a pause that doubles with each attempt. Nobody is asked for
// a page that nobody looks at.
export async function pause(attempt, seconds = 0) {
  const wait = seconds || Math.min(FIRST * 2 ** attempt, LONGEST);
  await new Promise(done => setTimeout(done, wait * 1000));
  while (document.hidden)
    await new Promise(done => document.addEventListener("visibilitychange", done, {once: true}));
}
