// Many chosen at once: boxes on cards and rows, the bar that appears with the first, and what is undone by a button.
import { announce } from "./announce.js";
import { isSecondLetter, isTyping, shortcutsAreOn } from "./keys.js";
import { say } from "./words.js";

const BOX = "[data-choice]";
const bar = document.getElementById("choice");
const counted = bar?.querySelector("[data-bulk-count]");
const everything = bar?.querySelector("[data-bulk-all]");
const boxes = () => [...document.querySelectorAll(BOX)];
/** Ids that are chosen: a board that draws itself anew must not forget them. */
const chosen = new Set();
let last = null;

function tell() {
  if (!counted) return;
  counted.textContent = everything?.checked ? say("allChosen") : say("chosen", { count: chosen.size });
}

function keep(box) {
  if (box.checked) chosen.add(box.value);
  else chosen.delete(box.value);
}

// With Shift all boxes between the last one and this follow it.
function reach(box) {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
  if (from < 0) return;
  for (const between of all.slice(from, to + 1)) { between.checked = box.checked; keep(between); }
}

function bringBack() {
  const there = new Set();
  for (const box of boxes()) {
    there.add(box.value);
    box.checked = chosen.has(box.value);
  }
  // Who has left the board meanwhile is no longer chosen.
  for (const id of chosen) if (!there.has(id)) chosen.delete(id);
  tell();
}

let shifted = false;
document.addEventListener("click", (event) => {
  if (event.target.matches?.(BOX)) shifted = event.shiftKey;
  const button = event.target.closest?.("[data-bulk-mode]");
  if (button) select(button);
});

function select(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  document.querySelector("[data-board]")?.toggleAttribute("data-selecting", on);
}

document.addEventListener("change", (event) => {
  if (event.target === everything) return tell();
  if (!event.target.matches?.(BOX)) return;
  if (shifted && last) reach(event.target);
  keep(event.target);
  last = event.target;
  tell();
});

bar?.addEventListener("reset", () => {
  chosen.clear();
  setTimeout(() => { bringBack(); if (everything) everything.checked = false; tell(); }, 0);
});

// A page that the browser brings back from its memory shows the boxes as they were left.
for (const box of boxes()) if (box.checked) chosen.add(box.value);
globalThis.addEventListener("pageshow", () => { for (const box of boxes()) keep(box); tell(); });
document.addEventListener("board:drawn", bringBack);
document.addEventListener("htmx:load", (event) => { if (event.target.querySelector?.(BOX) || event.target.matches?.(BOX)) bringBack(); });

// X chooses the card or row that has the focus.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "x") return;
  if (!shortcutsAreOn() || isTyping(event.target) || isSecondLetter(event)) return;
  const box = document.activeElement?.closest?.("[data-card], [data-row]")?.querySelector(BOX);
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  keep(box);
  last = box;
  tell();
  announce(counted?.textContent ?? "");
});

// A button that undoes stands until the minute is over; whoever is at it keeps it until they leave.
function leaveInTime(root) {
  for (const one of root.querySelectorAll("[data-until]:not([data-timed])")) {
    one.dataset.timed = "";
    const go = () => (one.contains(document.activeElement) ? setTimeout(go, 1000) : one.remove());
    setTimeout(go, Math.max(0, Number(one.dataset.until) * 1000 - Date.now()));
  }
}

leaveInTime(document);
document.addEventListener("htmx:load", (event) => leaveInTime(event.target.parentElement ?? document));
document.addEventListener("htmx:oobAfterSwap", (event) => leaveInTime(event.target.parentElement ?? document));
// A notice that came with a fragment leads back to the page that it stands on.
document.addEventListener("submit", (event) => {
  const here = event.target.querySelector?.("[data-here]");
  if (here) here.value = location.pathname + location.search;
}, true);
