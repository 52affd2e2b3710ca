// What the page begins with, as the server wrote it: the first walk, looks of kinds, words.
const holder = document.getElementById("x-begins");

// The address as it was asked for: the page's own ways write it anew.
export const asked = location.href;
export const begins = holder ? JSON.parse(holder.textContent) : {};
export const lang =
  new URLSearchParams(location.search).get("lang") || document.documentElement.lang.slice(0, 2);

// The words of a key with its {names} filled.
export function word(key, values = {}) {
  const text = begins.words[key] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

export const number = value => value.toLocaleString(lang === "zh" ? "zh-CN" : "en");

// An ISO day as people write it.
export function dayText(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  if (lang === "zh") return `${year}年${month}月${day}日`;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.toLocaleDateString("en-GB", {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"});
}

export const styleOf = kind => begins.kinds[kind] ?? begins.other;
