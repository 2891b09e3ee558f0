// A reader answers a shortlist: No and Discuss ask why before they are sent; y, n and d answer by keyboard.
import { isSecondLetter, isTyping, shortcutsAreOn } from "./keys.js";
import { forget, keep, restore } from "./shortlist-words.js";

const cards = () => [...document.querySelectorAll("[data-shortlist-card]")];

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-asks]");
  if (!button) return;
  event.preventDefault();
  ask(button.form, button.dataset.asks);
});

function ask(form, answer) {
  form.dataset.why = answer;
  for (const one of form.querySelectorAll("[data-asks]")) one.setAttribute("aria-expanded", String(one.dataset.asks === answer));
  form.querySelector("[data-answer-send]").value = answer;
  form.querySelector(answer === "no" ? "select" : "textarea").focus();
  form.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isSecondLetter(event)) return;
  if (!cards().length || isTyping(event.target) || !isMeant()) return;
  const value = { y: "yes", n: "no", d: "discuss" }[event.key];
  const step = { j: 1, k: -1 }[event.key];
  if (value) press(value);
  else if (step) walk(step);
});

// Who has come by a link has no profile to switch the letters off in: there they need a card that has the focus.
const isMeant = () => shortcutsAreOn() && Boolean(here() || document.documentElement.dataset.user);
const here = () => cards().find((card) => card.contains(document.activeElement));

function press(value) {
  const card = here() ?? cards().find((one) => !one.dataset.answered) ?? cards()[0];
  card.querySelector(`.answer-choice[value=${value}]`)?.click();
}

function walk(step) {
  const all = cards();
  const next = all[Math.min(Math.max(all.indexOf(here()) + step, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "start" });
}

// What is typed outlives a reload and an ended session, until it is sent.
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-answer]");
  if (form) keep(form);
});

for (const form of document.querySelectorAll("form[data-answer]")) {
  const answer = restore(form);
  if (answer) { form.dataset.why = answer; form.querySelector("[data-answer-send]").value = answer; }
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt?.closest?.("form[data-answer]");
  if (form && event.detail.xhr.status === 200) forget(form);
});

// The next who waits comes into sight; a refused answer keeps its place.
document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.detail.requestConfig?.elt?.matches?.("form[data-answer]")) return;
  const card = document.getElementById(event.detail.target.id);
  const wrong = card?.querySelector("[aria-invalid=true]");
  if (wrong) return wrong.focus();
  const all = cards();
  const next = all.slice(all.indexOf(card) + 1).find((one) => !one.dataset.answered && one.querySelector("[data-answer]"));
  (next ?? card)?.focus({ preventScroll: true });
  (next ?? card)?.scrollIntoView({ block: next ? "start" : "nearest" });
});
