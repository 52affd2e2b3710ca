// What agendas ask of the server. A failure is an Error with the sentence.
import {token} from "./session.js";

const page = document.documentElement;
const root = page.dataset.root ?? "";
export const lang = page.lang.startsWith("zh") ? "zh" : "en";
export const words = JSON.parse(page.dataset.agendaWords ?? "{}");

export async function ask(path, body, query = "") {
  const send = {method: "POST", headers: {"X-Lianxin": token}, body: JSON.stringify(body)};
  let answer;
  try {
    const options = body === undefined ? {cache: "no-store"} : send;
    const response = await fetch(`${root}agendas/${path}?lang=${lang}${query}`, options);
    const text = await response.text();
    if (!response.headers.get("content-type")?.includes("json")) throw new Error(text.split("\n")[0]);
    answer = JSON.parse(text);
    if (!response.ok) throw new Error(answer.wrong);
  } catch (error) {
    throw error instanceof TypeError ? new Error(page.dataset.unreachable) : error;
  }
  return answer;
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
