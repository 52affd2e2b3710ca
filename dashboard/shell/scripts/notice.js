// A sentence at the foot of the window, for the eye and for a screen reader.
let leaving;

export function notice(text, passing = false) {
  const place = document.getElementById("notice");
  place.textContent = text;
  place.hidden = !text;
  clearTimeout(leaving);
  if (passing) leaving = setTimeout(() => (place.hidden = true), 6000);
}

// For a screen reader alone. The same words again are said again.
export function announce(text) {
  const place = document.getElementById("announcement");
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}

// Why a request was refused, in a sentence: the gate sends it as text, whoever took the request as JSON.
export async function sentenceOf(response) {
  const type = response.headers.get("content-type") ?? "";
  const text = await response.text().catch(() => "");
  if (type.startsWith("text/plain")) return text.split("\n")[0];
  try {
    return JSON.parse(text).wrong ?? "";
  } catch {
    return "";
  }
}
