// What the page asks the server: each question holds all that it needs, for the server keeps nothing.
import {notice, sentenceOf} from "../notice.js";
import {pause} from "../retry.js";
import {over, token} from "../session.js";
import {onPage} from "../visit.js";
import {begins, lang, word} from "./begins.js";
import {places, walk} from "./walk.js";

const MOST_ATTEMPTS = 60;
let asking = 0;

function busy(by) {
  asking += by;
  document.querySelector(".x-picture").classList.toggle("asking", asking > 0);
}

export async function send(path, body) {
  const headers = {"Content-Type": "application/json", "X-Lianxin": token, ...onPage};
  const response = await fetch(`explore/${path}?lang=${lang}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (response.status === 401) over();
  if (response.ok) return response;
  const wrong = await sentenceOf(response);
  const passes = response.status === 503;
  throw Object.assign(new Error(wrong || word("failed")), {sentence: true, passes});
}

// The answer to a question; null where there is none, which is then said at the foot of the window.
export async function ask(path, body = {}) {
  busy(1);
  try {
    return await (await send(path, body)).json();
  } catch (error) {
    notice(error.sentence ? error.message : word("failed"), true);
    return null;
  } finally {
    busy(-1);
  }
}

// The same, asked again until the server can answer: while it is started again it answers 503 or not
// at all.
async function askUntil(path, body) {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    busy(1);
    try {
      return await (await send(path, body)).json();
    } catch (error) {
      notice(error.sentence ? error.message : word("failed"), true);
      if (error.sentence && !error.passes) return null;
      await pause(0, Math.min(attempt + 1, 4));
    } finally {
      busy(-1);
    }
  }
  return null;
}

export const asOf = () => ({as_of: begins.day || null});
const around = () => ({...asOf(), shown: [...walk.shown], positions: places()});

export const add = ids => ask("add", {ids, ...around()});
export const expand = what => ask("expand", {...what, ...around()});
export const path = (from, to, by) => ask("path", {from, to, by, ...around()});
export const aroundOf = id => ask("around", {...asOf(), ids: [id], shown: [...walk.shown]});

// The same nodes again: fresh, in this language, as far as they are still there and open to the reader.
const same = (ids, positions) => ["add", {...asOf(), ids, shown: [], positions}];
export const again = (ids, positions) => ask(...same(ids, positions));
export const againUntil = (ids, positions) => askUntil(...same(ids, positions));

export async function views(name = "") {
  const query = new URLSearchParams({lang, ...(name ? {name} : {})});
  try {
    const response = await fetch(`explore/views?${query}`, {headers: onPage});
    if (!response.ok) throw new Error(await sentenceOf(response));
    return await response.json();
  } catch (error) {
    notice(error.message || word("failed"), true);
    return null;
  }
}
