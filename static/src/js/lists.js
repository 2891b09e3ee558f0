// <table data-list>: a row leads where its first [data-row-link] leads; j and k walk the rows, Enter opens.
import { isSecondLetter, isTyping, shortcutsAreOn } from "./keys.js";

const typing = (target) => isTyping(target) || target.closest?.("[data-board]");
const rowsOf = () => [...document.querySelectorAll("[data-list] [data-row]")];
const linkOf = (row) => row.querySelector("a[data-row-link]");

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-list] [data-row]");
  if (!row || event.target.closest("a, button, input, label, summary, select")) return;
  if (window.getSelection()?.toString()) return;
  if (event.ctrlKey || event.metaKey) window.open(linkOf(row).href, "_blank", "noopener");
  else linkOf(row)?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!shortcutsAreOn() || isSecondLetter(event)) return;
  const step = { j: 1, k: -1 }[event.key];
  if (step) walk(step);
});

function walk(step) {
  const rows = rowsOf();
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
  linkOf(rows[next])?.focus();
}
