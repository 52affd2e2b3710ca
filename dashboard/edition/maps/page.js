"use strict";
{
  const told = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const [search, least, tip, found] = ["search", "least", "tip", "found"].map(at);
  let map, svg, pinned = "", off = new Set();

  const relationships = () => [...svg.querySelectorAll(".relationship")];
  const named = () => [...svg.querySelectorAll("[data-key]")].filter((one) => one.dataset.key);

  function light(keys) {
    svg.classList.toggle("chosen", keys !== null);
    if (keys === null) return;
    const near = new Set(keys);
    for (const line of relationships()) {
      const on = keys.has(line.dataset.from) || keys.has(line.dataset.to);
      line.classList.toggle("on", on);
      if (on && !line.classList.contains("off")) near.add(line.dataset.from).add(line.dataset.to);
    }
    for (const one of named()) one.classList.toggle("on", near.has(one.dataset.key));
  }

  function wanted() {
    const words = search.value.trim().toLowerCase();
    if (words) {
      const keys = named().filter((one) => (one.dataset.tip || one.textContent).split("\n")[0].toLowerCase().includes(words));
      return new Set(keys.map((one) => one.dataset.key));
    }
    return pinned ? new Set([pinned]) : null;
  }

  function show() {
    const data = told[map], low = Number(least.querySelector("input").value);
    least.querySelector("output").textContent = low;
    relationships().forEach((line, n) => {
      const [basis, weight] = data.relationships[n], block = data.nodes[line.dataset.from];
      line.classList.toggle("off", off.has("basis " + basis) || (block !== undefined && off.has("block " + block)) || weight < low);
    });
    for (const one of named()) one.classList.toggle("off", off.has("block " + data.nodes[one.dataset.key]));
    const keys = wanted();
    light(keys);
    found.textContent = search.value.trim() ? found.dataset.said.replace("{n}", keys.size) : "";
  }

  function chips(place, kind, pairs) {
    place.replaceChildren(...(pairs.length > 1 ? pairs : []).map(([code, words]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.setAttribute("aria-pressed", "true");
      button.onclick = () => {
        const key = kind + " " + code, was = off.delete(key);
        if (!was) off.add(key);
        button.setAttribute("aria-pressed", String(was));
        show();
      };
      return button;
    }));
  }

  function open(id) {
    map = id; pinned = ""; off = new Set(); search.value = "";
    for (const section of document.querySelectorAll("section")) section.hidden = section.id !== id;
    for (const tab of document.querySelectorAll("[role=tab]")) tab.setAttribute("aria-selected", String(tab.dataset.map === id));
    svg = at(id).querySelector("svg");
    const data = told[id], range = least.querySelector("input");
    chips(at("blocks"), "block", data.blocks);
    chips(at("bases"), "basis", data.bases);
    least.hidden = !data.measure;
    range.max = data.relationships.reduce((most, line) => Math.max(most, line[1]), 0);
    range.value = 0;
    show();
  }

  const keyed = (event) => event.target.closest && event.target.closest("[data-tip], [data-key]");
  document.addEventListener("pointermove", (event) => {
    const one = keyed(event);
    tip.hidden = !one || !one.dataset.tip;
    if (tip.hidden) { if (!pinned && !search.value) light(null); return; }
    tip.textContent = one.dataset.tip;
    tip.style.left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8) + "px";
    if (!pinned && !search.value) light(one.dataset.key ? new Set([one.dataset.key]) : null);
  });
  document.addEventListener("click", (event) => {
    const one = keyed(event);
    if (one && one.dataset.key) { pinned = pinned === one.dataset.key ? "" : one.dataset.key; search.value = ""; show(); }
  });
  for (const tab of document.querySelectorAll("[role=tab]")) tab.onclick = () => open(tab.dataset.map);
  search.oninput = show;
  least.querySelector("input").oninput = show;
  at("clear").onclick = () => open(map);
  open(Object.keys(told).includes(location.hash.slice(1)) ? location.hash.slice(1) : document.querySelector("[role=tab]").dataset.map);
}
