// What a person is told of the connection, and that the product has a new version.
import { say } from "./words.js";

const PATIENCE = 30_000;
const version = document.querySelector("meta[name=build]")?.content ?? "";
// There before it speaks, or a screen reader would not hear its first sentence.
const line = make();
let awaySince = null;

export function away() {
  awaySince ??= Date.now();
  if (Date.now() - awaySince >= PATIENCE) show(say("notConnected"));
}

export function back() {
  awaySince = null;
  show("");
}

/** Once: a tab may have been open since before the last deploy. */
export function newVersion(current) {
  if (!version || !current || current === version || document.querySelector("[data-new-version]")) return;
  const note = document.createElement("div");
  note.className = "toast-note toast-warning";
  note.dataset.toast = "";
  note.dataset.newVersion = "";
  const words = document.createElement("p");
  words.textContent = say("newVersion");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm";
  button.textContent = say("reload");
  button.addEventListener("click", () => location.reload());
  note.append(words, button);
  document.getElementById("toasts")?.append(note);
}

function show(sentence) {
  if (line.textContent !== sentence) line.textContent = sentence;
}

function make() {
  const made = document.createElement("p");
  made.className = "live-state";
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}
