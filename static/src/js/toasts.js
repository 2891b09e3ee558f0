import { say } from "./words.js";

const SECONDS = 7;
const region = document.getElementById("toasts");
const STAYS = ["toast-error", "toast-warning"];

export function toast(sentence, level = "info") {
  const note = document.createElement("div");
  note.className = `toast-note toast-${level}`;
  note.dataset.toast = "";
  const words = document.createElement("p");
  words.textContent = sentence;
  note.append(words, closer());
  region?.append(note);
}

function closer() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-icon btn-ghost";
  button.dataset.toastClose = "";
  button.setAttribute("aria-label", say("close"));
  button.textContent = "×";
  return button;
}

// What went wrong stays until it is read; the rest leaves unless somebody is at it.
function leaveInTime(note) {
  // What can be undone waits for a decision.
  if (note.dataset.timed !== undefined || note.querySelector("form") || STAYS.some((level) => note.classList.contains(level))) return;
  note.dataset.timed = "";
  let timer;
  const start = () => { timer = setTimeout(() => note.remove(), SECONDS * 1000); };
  const stop = () => clearTimeout(timer);
  note.addEventListener("mouseenter", stop);
  note.addEventListener("focusin", stop);
  note.addEventListener("mouseleave", start);
  note.addEventListener("focusout", start);
  start();
}

if (region) {
  const watch = () => region.querySelectorAll("[data-toast]").forEach(leaveInTime);
  new MutationObserver(watch).observe(region, { childList: true });
  watch();
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
  });
}
