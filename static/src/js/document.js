// <div data-document> with page images: buttons data-zoom="in|out|fit"; the pages scroll by keyboard.
const STEPS = ["50", "75", "100", "125", "150", "200"];

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-zoom]");
  if (button) zoom(button.closest("[data-document]"), button.dataset.zoom);
});

document.addEventListener("keydown", (event) => {
  const viewer = event.target.closest?.("[data-document]");
  const way = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
  if (!viewer || !way || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  zoom(viewer, way);
});

function zoom(viewer, way) {
  const here = STEPS.indexOf(viewer.dataset.zoomed ?? "100");
  const next = way === "fit" ? STEPS.indexOf("100") : here + (way === "in" ? 1 : -1);
  viewer.dataset.zoomed = STEPS[Math.min(Math.max(next, 0), STEPS.length - 1)];
  const shown = viewer.querySelector("[data-zoom-shown]");
  if (shown) shown.textContent = `${viewer.dataset.zoomed}%`;
}
