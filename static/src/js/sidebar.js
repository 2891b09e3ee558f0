import { remember } from "./cookies.js";
import { say } from "./words.js";

const page = document.documentElement;
const button = document.querySelector("[data-sidebar-fold]");

function show(width) {
  const narrow = width === "narrow";
  page.dataset.sidebar = width;
  button.setAttribute("aria-expanded", String(!narrow));
  button.title = say(narrow ? "wideSidebar" : "narrowSidebar");
  button.setAttribute("aria-label", button.title);
}

// A group of the sidebar that was folded away stays so on the next page.
document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("[data-nav-fold]");
  if (!fold) return;
  fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") === "false"));
  const folded = [...document.querySelectorAll('[data-nav-fold][aria-expanded="false"]')];
  remember("folded", folded.map((one) => one.dataset.navFold).join("."));
});

if (button) {
  show(page.dataset.sidebar);
  button.addEventListener("click", () => {
    const width = page.dataset.sidebar === "narrow" ? "wide" : "narrow";
    show(width);
    remember("sidebar", width);
  });
}
