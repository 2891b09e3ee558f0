// The command palette: a combobox whose finds come from the server; arrows choose, Enter opens.
const dialog = document.querySelector("[data-palette]");
const input = dialog?.querySelector("[role=combobox]");
const list = dialog?.querySelector("[role=listbox]");
const lines = () => [...list.querySelectorAll("a[role=option]")];
/** Enter that came before the finds did: the key event, until what is typed now has been answered. */
let hurried = null;
/** The words that the lines on show answer; null while none do. */
let answered = null;
const chosen = () => list.querySelector("[aria-selected=true]");

function open() {
  document.getElementById("sidebar")?.hidePopover?.();
  if (!dialog.open) dialog.showModal();
  input.value = "";
  answered = hurried = null;
  input.focus();
  input.dispatchEvent(new Event("palette:open"));
}

function choose(line) {
  chosen()?.setAttribute("aria-selected", "false");
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  if (line) input.setAttribute("aria-activedescendant", line.id);
  else input.removeAttribute("aria-activedescendant");
}

function walk(step) {
  const all = lines();
  if (!all.length) return;
  const here = all.indexOf(chosen());
  choose(all[(here + step + all.length) % all.length]);
}

function count() {
  const status = dialog.querySelector("[data-palette-count]");
  const { none, one, many } = status.dataset;
  const found = lines().length;
  status.textContent = found > 1 ? many.replace("%count%", found) : found ? one : none;
}

const KEYS = {
  ArrowDown: () => walk(1),
  ArrowUp: () => walk(-1),
  Home: () => choose(lines()[0]),
  End: () => choose(lines().at(-1)),
  Enter: (event) => follow(event),
};

function follow(event) {
  if (answered !== input.value) hurried = event;
  else if (chosen()) go(chosen(), event);
}

function go(line, event) {
  if (line.dataset.press) press(line.dataset.press);
  else if (event.ctrlKey || event.metaKey) window.open(line.href, "_blank", "noopener");
  else location.assign(line.href);
}

const control = (name) => document.querySelector(`[data-can="${CSS.escape(name)}"]`);

function press(name) {
  dialog.close();
  control(name).click();
}

// What this page has no control for cannot be pressed here.
function leaveOut() {
  for (const line of list.querySelectorAll("[data-press]")) if (!control(line.dataset.press)) line.remove();
  for (const group of list.querySelectorAll("[role=group]")) if (!group.querySelector("[role=option]")) group.remove();
}

function show(words) {
  answered = words;
  leaveOut();
  choose(lines()[0]);
  count();
  if (hurried && answered === input.value) follow(hurried);
  if (answered === input.value) hurried = null;
}

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-palette-open]")) open();
  });
  input.addEventListener("keydown", (event) => {
    // Home and End move in the text while there is some.
    const inText = ["Home", "End"].includes(event.key) && input.value;
    if (event.isComposing || inText || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key](event);
  });
  input.addEventListener("input", () => { hurried = null; });
  list.addEventListener("htmx:afterSwap", (event) => show(event.detail.requestConfig.parameters.q ?? ""));
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[data-press]");
    if (!line) return;
    event.preventDefault();
    press(line.dataset.press);
  });
  list.addEventListener("mousemove", (event) => {
    const line = event.target.closest("a[role=option]");
    if (line && line !== chosen()) choose(line);
  });
}
