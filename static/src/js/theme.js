import { remember } from "./cookies.js";

document.addEventListener("change", (event) => {
  if (!event.target.closest("[data-theme-choice]")) return;
  document.documentElement.dataset.bsTheme = event.target.value;
  remember("theme", event.target.value);
});
