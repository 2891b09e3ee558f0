// What is typed into <textarea data-keep> outlives a session that has ended meanwhile: it is kept in this tab, for this
// person alone, until it has been sent or they sign out. A tab forgets it when it is closed; no disk of ours sees it.
const PREFIX = "kept:";
const user = document.documentElement.dataset.user ?? "";
const mine = () => `${PREFIX}${user}:`;
const keyOf = (area) => `${mine()}${new URL(area.form?.action || location.href, location.href).pathname}:${area.name}`;
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const areasOf = (root) => root.querySelectorAll("textarea[data-keep]");

function keep(area, isSent = false) {
  if (area.value === area.defaultValue) sessionStorage.removeItem(keyOf(area));
  else sessionStorage.setItem(keyOf(area), JSON.stringify({ text: area.value, isSent }));
}

// A page of ours after a send means that it arrived; the login page or an error page means that it did not.
function settle() {
  for (const key of keys()) {
    if (user && !key.startsWith(mine())) sessionStorage.removeItem(key);
    else if (JSON.parse(sessionStorage.getItem(key)).isSent) arrive(key);
  }
}

function arrive(key) {
  const { text } = JSON.parse(sessionStorage.getItem(key));
  if (user) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify({ text, isSent: false }));
}

function bringBack(root) {
  if (!user) return;
  for (const area of areasOf(root)) {
    const kept = sessionStorage.getItem(keyOf(area));
    if (kept && !area.value) show(area, JSON.parse(kept).text);
  }
}

function show(area, text) {
  area.value = text;
  const note = document.createElement("p");
  note.className = "field-help kept-note";
  note.setAttribute("role", "status");
  area.after(note);
  note.textContent = JSON.parse(document.getElementById("words").textContent).textIsBack;
  area.closest("details")?.setAttribute("open", "");
}

settle();
bringBack(document);
document.addEventListener("htmx:load", (event) => bringBack(event.target));
document.addEventListener("input", (event) => {
  if (user && event.target.matches?.("textarea[data-keep]")) keep(event.target);
});
document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith("/account/logout/")) for (const key of keys()) sessionStorage.removeItem(key);
  else if (user && !event.submitter?.formTarget) for (const area of areasOf(event.target)) keep(area, true);
});
// Sent by htmx: an answer that leads to the login page has not taken it.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (!form || !event.detail.successful || event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  for (const area of areasOf(form)) sessionStorage.removeItem(keyOf(area));
});
