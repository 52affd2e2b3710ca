// A file chosen or dropped is sent as it is, with how far it is.
import {hideProgress, imports, lang, showProblem, showProgress, watch, words} from "./import_jobs.js";
import {token} from "./session.js";

function refusal(files) {
  const [file] = files;
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  if (files.length > 1) return words.one_file;
  if (!imports.dataset.endings.split(",").includes(ending)) return words.not_read;
  if (file.size > Number(imports.dataset.most)) return words.too_large;
  return "";
}

// What the server says of a file: JSON, or the sentence of the gate, which lets nobody in.
function answerOf(request) {
  const type = request.getResponseHeader("content-type") ?? "";
  if (type.startsWith("text/plain")) return {wrong: request.responseText.split("\n")[0]};
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {wrong: words.unreachable};
  }
}

function send(file) {
  const request = new XMLHttpRequest();
  request.open("POST", `imports/upload?lang=${lang}`);
  request.setRequestHeader("X-Lianxin", token);
  request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
  const text = `${words.uploading} ${file.name}`;
  const stop = () => request.abort();
  request.upload.onprogress = ({loaded, total}) =>
    showProgress(text, Math.round(loaded / 1000), Math.round(total / 1000), stop);
  showProgress(text, 0, 0, stop);
  return new Promise(done => {
    request.onload = () => done(answerOf(request));
    request.onerror = () => done({wrong: words.unreachable});
    request.onabort = () => done(null);
    request.send(file);
  });
}

// `asOwn`: a register is to be made of it, whatever its plan says meanwhile.
async function bring(files, asOwn = false) {
  if (!files.length) return;
  const wrong = refusal([...files]);
  showProblem(wrong);
  if (wrong) return;
  const answer = await send(files[0]);
  if (answer?.job && asOwn) return location.assign(`?register=${answer.token}&lang=${lang}`);
  if (answer?.job) return watch(answer.job, answer.token);
  hideProgress();
  if (answer) showProblem(answer.wrong);
}

export function startUpload() {
  const place = imports.querySelector("[data-drop]");
  const input = document.getElementById("import-file");
  if (!place) return;
  input.addEventListener("change", async () => {
    await bring(input.files);
    input.value = "";
  });
  const own = document.getElementById("own-file");
  own?.addEventListener("change", async () => {
    await bring(own.files, true);
    own.value = "";
  });
  const marked = on => place.classList.toggle("over", on);
  for (const name of ["dragenter", "dragover"])
    place.addEventListener(name, event => {
      event.preventDefault();
      marked(true);
    });
  place.addEventListener("dragleave", () => marked(false));
  place.addEventListener("drop", event => {
    event.preventDefault();
    marked(false);
    bring(event.dataTransfer.files);
  });
}
