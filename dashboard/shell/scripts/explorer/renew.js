// When the data have moved the walk is asked for again: places stay, names and relationships follow.
import {on} from "../events.js";
import {notice} from "../notice.js";
import {number, word} from "./begins.js";
import * as questions from "./questions.js";
import {changed, places, renew, walk} from "./walk.js";

const REST = 1500; // milliseconds after which a burst of changes is taken for over
const MOST = 1000; // of a larger walk nothing is asked unasked
let first = document.documentElement.dataset.version ?? "";
let waiting;

async function again() {
  const ids = [...walk.shown];
  if (!ids.length || ids.length > MOST || document.hidden) return;
  const answer = await questions.again(ids, places());
  if (!answer) return;
  const gone = answer.absent ?? [];
  renew(answer, gone);
  changed("nodes");
  if (gone.length) notice(word("absent", {n: number(gone.length)}), true);
}

export function start() {
  on("version", text => {
    if (text === first) return;
    first = text;
    clearTimeout(waiting);
    waiting = setTimeout(again, REST);
  });
}
