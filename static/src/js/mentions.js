// <textarea data-mentions="address">: an @ offers the colleagues whom the address names; arrow keys choose, Enter takes.
import { announce } from "./announce.js";

const BEGUN = /(?:^|[\s([])@([\p{L}\p{M}\p{N}.'’ -]{0,40})$/u;
const PAUSE = 150;
let list = null;
let waiting;

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("textarea[data-mentions]")) return;
  clearTimeout(waiting);
  const begun = BEGUN.exec(field.value.slice(0, field.selectionStart));
  if (!begun) return close();
  waiting = setTimeout(() => offer(field, begun[1]), PAUSE);
});

async function offer(field, typed) {
  const address = new URL(field.dataset.mentions, location.href);
  address.searchParams.set("q", typed);
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  // Somebody who types on has begun another question.
  if (!answer?.ok || typedIn(field) !== typed) return;
  show(field, await answer.text());
}

const typedIn = (field) => BEGUN.exec(field.value.slice(0, field.selectionStart))?.[1];

function show(field, choices) {
  close();
  if (!choices.trim() || document.activeElement !== field) return;
  list = document.createElement("ul");
  list.className = "mention-list";
  list.id = `${field.id}-mentions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? "@");
  list.innerHTML = choices;
  field.parentElement.classList.add("mention-field");
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  select(field, 0);
}

function close() {
  if (!list) return;
  const field = list.previousElementSibling;
  for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) field?.removeAttribute(name);
  list.remove();
  list = null;
}

const choices = () => [...(list?.querySelectorAll("[role=option]") ?? [])];
const chosen = () => choices().findIndex((choice) => choice.getAttribute("aria-selected") === "true");

function select(field, place) {
  const all = choices();
  const next = (place + all.length) % all.length;
  all.forEach((choice, at) => choice.setAttribute("aria-selected", String(at === next)));
  field.setAttribute("aria-activedescendant", all[next].id);
  announce(all[next].dataset.name);
}

function take(field, choice) {
  const before = field.value.slice(0, field.selectionStart);
  const begin = before.length - typedIn(field).length;
  field.setRangeText(`${choice.dataset.name} `, begin, field.selectionStart, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  clearTimeout(waiting);
  field.focus();
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!list || list.previousElementSibling !== field) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) select(field, chosen() + step);
  else if (event.key === "Enter" || event.key === "Tab") take(field, choices()[chosen()]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("pointerdown", (event) => {
  const choice = event.target.closest?.(".mention-choice");
  if (!choice) return close();
  event.preventDefault();
  take(list.previousElementSibling, choice);
});
