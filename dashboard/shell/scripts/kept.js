// What was typed in a form and could not be sent because the session had ended. It stays in this tab
// for the account that typed it; once another opens a page here it is thrown away.
const KEPT = "lianxin.kept";
const {account = ""} = document.documentElement.dataset;

function all() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    if (kept?.account === account) return kept.forms;
    sessionStorage.removeItem(KEPT);
  } catch {
    // a private window keeps nothing
  }
  return {};
}

function store(forms) {
  try {
    if (Object.keys(forms).length) sessionStorage.setItem(KEPT, JSON.stringify({account, forms}));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // it stays on the page as long as that is open
  }
}

export const names = () => Object.keys(all());

export function keep(name, texts) {
  if (account) store({...all(), [name]: texts});
}

// What was kept of a form, which is kept no longer; undefined where nothing was.
export function give(name) {
  const {[name]: texts, ...others} = all();
  if (texts) store(others);
  return texts;
}
