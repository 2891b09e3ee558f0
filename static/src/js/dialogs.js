// <button data-open="id"> opens <dialog id="id">; <button data-close> closes the one it stands in.
// A dialog whose form came back with errors carries data-opened and opens with the page.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  else if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  else if (event.target.matches?.("dialog[open]") && isOutside(event)) event.target.close();
});

function isOutside(event) {
  const box = event.target.getBoundingClientRect();
  const beside = event.clientX < box.left || event.clientX > box.right;
  // A click by keyboard has no place: 0, 0.
  return event.detail > 0 && (beside || event.clientY < box.top || event.clientY > box.bottom);
}

function openMarked(root) {
  for (const dialog of root.querySelectorAll("dialog[data-opened]")) if (!dialog.open) dialog.showModal();
}

openMarked(document);
document.addEventListener("htmx:load", (event) => openMarked(event.target));
