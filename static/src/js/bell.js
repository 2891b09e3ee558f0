import { csrfToken } from "./htmx.js";

// <a data-reads="address">: what one opens from the bell, in this tab or another, is read.
const reads = (event) => {
  const link = event.target.closest?.("a[data-reads]");
  if (!link || event.button > 1) return;
  fetch(link.dataset.reads, {
    method: "POST",
    keepalive: true,
    headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
  }).catch(() => undefined); // Being offline keeps it unread, which is true.
  delete link.dataset.reads;
};

document.addEventListener("click", reads);
document.addEventListener("auxclick", reads);
