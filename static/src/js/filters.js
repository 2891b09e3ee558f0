// <form data-filters>: on a phone the search alone is shown, the other filters come with a press; "/" leads to the first.
import { shortcutsAreOn, isTyping } from "./keys.js";
import { say } from "./words.js";

for (const form of document.querySelectorAll("form[data-filters]")) if (form.querySelectorAll(".field").length > 1) fold(form);

function fold(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.dataset.unfold = "";
  button.textContent = say("moreFilters");
  button.setAttribute("aria-expanded", "false");
  form.dataset.folded = "";
  form.append(button);
  button.addEventListener("click", () => {
    const isOpen = form.toggleAttribute("data-folded") === false;
    button.setAttribute("aria-expanded", String(isOpen));
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !shortcutsAreOn()) return;
  const first = document.querySelector("form[data-filters] :is(input:not([type=hidden]), select)");
  if (!first) return;
  event.preventDefault();
  first.focus();
  first.select?.();
});
