// Long work of the page 导入: begun by a POST, watched until it ends, cancelled.
import {sentenceOf} from "./notice.js";
import {token} from "./session.js";

export const imports = document.querySelector("[data-imports]");
export const lang = document.documentElement.lang === "en" ? "en" : "zh";
const holder = document.getElementById("import-words");
export const words = holder && JSON.parse(holder.textContent);
const element = id => document.getElementById(id);
const rest = () => new Promise(done => setTimeout(done, 400));

export function showProblem(text) {
  const place = element("import-wrong");
  place.hidden = !text;
  place.querySelector("p").textContent = text;
  if (text) place.scrollIntoView({block: "nearest"});
}

// `total` 0: how many steps there are is not known.
export function showProgress(text, done = 0, total = 0, stop = null) {
  const work = element("import-work");
  const bar = element("import-bar");
  work.hidden = false;
  const steps = total ? `${done.toLocaleString()} / ${total.toLocaleString()}` : "";
  element("import-status").textContent = [text, steps].filter(Boolean).join(" · ");
  if (total) [bar.max, bar.value] = [total, done];
  else bar.removeAttribute("value");
  const cancel = work.querySelector("[data-import-cancel]");
  cancel.hidden = !stop;
  cancel.onclick = stop;
}

export function hideProgress() {
  element("import-work").hidden = true;
}

export function post(path, body = "") {
  return fetch(`imports/${path}?lang=${lang}`, {
    method: "POST",
    headers: {"X-Lianxin": token},
    body,
  });
}

function finish({state, kind, text, result}) {
  const query = new URLSearchParams(location.search);
  hideProgress();
  if (state === "done" && kind === "land") return location.assign(`?load=${result.load}&lang=${lang}`);
  if (state === "done" && kind === "undo")
    return location.assign(`?undone=${result.undone}&lang=${lang}`);
  if (kind === "undo") return showProblem(text);
  const token = result.token ?? query.get("file");
  if (state === "cancelled" && kind === "plan") return location.assign(`?lang=${lang}`);
  if (query.get("file") === token) location.reload();
  else location.assign(`?file=${token}&lang=${lang}`);
}

export async function watch(job, token = "") {
  const cancel = () => post(`cancel/${job}`).catch(() => {});
  element("import-work").scrollIntoView({block: "nearest"});
  for (;;) {
    let state;
    try {
      const response = await fetch(`imports/job/${job}?lang=${lang}`);
      state = await response.json();
      if (state.wrong) return showProblem(state.wrong);
    } catch {
      showProgress(words.unreachable);
      await rest();
      continue;
    }
    if (state.state !== "running") {
      if (token) state.result.token = token;
      return finish(state);
    }
    showProgress(state.text, state.done, state.total, state.may_cancel ? cancel : null);
    await rest();
  }
}

// Begins something; false where it was refused, which is told.
export async function act(path, body = "") {
  showProblem("");
  const response = await post(path, body).catch(() => null);
  if (!response?.ok) {
    showProblem((response && (await sentenceOf(response))) || words.unreachable);
    return false;
  }
  const answer = await response.json().catch(() => ({}));
  if (answer.job) watch(answer.job);
  return true;
}
