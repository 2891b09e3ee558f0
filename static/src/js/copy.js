// <button data-copy="words" data-copied="Copied"> puts the words into the clipboard and says so.
import { announce } from "./announce.js";

const SECONDS = 2;

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button || button.dataset.done !== undefined) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  announce(button.dataset.copied);
  const before = button.innerHTML;
  button.dataset.done = "";
  button.textContent = "✓";
  setTimeout(() => {
    button.innerHTML = before;
    delete button.dataset.done;
  }, SECONDS * 1000);
});
