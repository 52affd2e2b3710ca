// Signs in without loading the page anew, so that a password stays typed while the code is asked for;
// and exchanges the code that the command line puts behind the address, which no server ever sees there.
const form = document.querySelector("form");
const wrong = document.getElementById("wrong");
const button = form.querySelector("button.main");
const code = document.getElementById("code");
const words = {idle: button.textContent, ...form.dataset};

async function send(address, fields) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: {Accept: "application/json"},
      body: new URLSearchParams(fields),
    });
    return await response.json();
  } catch {
    return {wrong: words.unreachable};
  }
}

function show(answer) {
  button.disabled = false;
  button.textContent = words.idle;
  wrong.textContent = answer.wrong;
  wrong.hidden = false;
  if (answer.code) code.hidden = false;
  const field = form.elements[answer.code ? "code" : form.elements.name.value ? "password" : "name"];
  field.focus();
  field.select();
}

async function begin(address, fields) {
  button.disabled = true;
  button.textContent = words.waiting;
  wrong.hidden = true;
  const answer = await send(address, fields);
  if (answer.ask) ask(answer, () => begin(address, {...fields, instead: "1"}));
  else if (answer.next === undefined) show(answer);
  else location.replace(answer.next);
}

// Somebody else is signed in here: nothing changes before a person says so.
function ask({ask, yes, no, stay}, change) {
  const place = document.getElementById("instead");
  const [button, link] = [place.querySelector("button"), place.querySelector("a")];
  place.querySelector("p").textContent = ask;
  button.textContent = yes;
  link.textContent = no;
  link.href = stay;
  button.onclick = () => {
    hide(place, true);
    change();
  };
  hide(place, false);
  link.focus(); // a key pressed too soon changes nothing
}

function hide(place, hidden) {
  place.hidden = hidden;
  form.hidden = !hidden;
}

form.addEventListener("submit", event => {
  event.preventDefault();
  begin(form.action, new FormData(form));
});

const reveal = document.getElementById("reveal");
const password = form.elements.password;
reveal.hidden = false;
reveal.addEventListener("click", () => {
  const shown = password.type === "text";
  password.type = shown ? "password" : "text";
  reveal.setAttribute("aria-pressed", String(!shown));
});

const once = new URLSearchParams(location.hash.slice(1)).get("once");

// The provider's answer stands in the address, or a code: it is used up, and nothing to be kept or loaded again.
if (location.pathname !== new URL(form.action).pathname) history.replaceState(null, "", form.action);

if (once) {
  history.replaceState(null, "", location.pathname + location.search);
  const {token, next} = form.elements;
  const address = `${form.dataset.root}sign-in/once${new URL(form.action).search}`;
  begin(address, {once, token: token.value, next: next.value});
}
