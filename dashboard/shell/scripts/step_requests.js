// What the steps of a record ask of the server. A failure is an Error with the sentence.
import {token} from "./session.js";

const page = document.documentElement;
export const root = page.dataset.root ?? "";
export const words = JSON.parse(page.dataset.stepWords ?? "{}");
export const lang = page.lang.startsWith("zh") ? "zh" : "en";

async function answered(response) {
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Error(page.dataset.unreachable);
  }
  if (!response.ok) throw new Error(answer.wrong ?? page.dataset.unreachable);
  return answer;
}

async function reached(path, options) {
  try {
    return await fetch(root + path, {cache: "no-store", ...options});
  } catch {
    throw new Error(page.dataset.unreachable);
  }
}

export async function panelOf(id, query = new URLSearchParams()) {
  const given = new URLSearchParams(query);
  given.set("id", id);
  given.set("lang", lang);
  return answered(await reached(`act/panel?${given}`));
}

export async function send(data) {
  const headers = {"X-Lianxin": token};
  const body = new URLSearchParams(data);
  const response = await reached(`act?lang=${lang}`, {method: "POST", headers, body});
  if (response.status === 401) throw Object.assign(new Error(words.over), {isOver: true});
  if (!response.headers.get("content-type")?.includes("json"))
    throw new Error((await response.text()).split("\n")[0] || page.dataset.unreachable);
  return answered(response);
}

export async function choicesOf(step, name, values, typed) {
  const given = new URLSearchParams(values);
  given.set("lang", lang);
  given.set("t.typed", typed);
  return answered(await reached(`act/choices/${step}/${name}?${given}`));
}
