// A day in a blank reads as it is said everywhere else, whatever the browser's own way.
const zh = document.documentElement.lang !== "en";
const form = zh ? {dateStyle: "long"} : {day: "numeric", month: "short", year: "numeric"};
export const dayWords = new Intl.DateTimeFormat(zh ? "zh-CN" : "en-GB", {...form, timeZone: "UTC"});

function say(input, words) {
  words.textContent = input.value ? dayWords.format(input.valueAsDate) : "";
}

// Those whose words the server has written already are left alone.
export function sayDays(root) {
  for (const input of root.querySelectorAll(".field > input[type=date]")) {
    if (input.nextElementSibling?.matches("b")) continue;
    const words = document.createElement("b");
    words.setAttribute("aria-hidden", "true");
    input.after(words);
    input.parentElement.classList.add("day");
    say(input, words);
    input.addEventListener("change", () => say(input, words));
  }
}

export const start = () => sayDays(document);
