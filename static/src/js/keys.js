// Single letters that lead somewhere. Whoever dictates or slips switches them off in the profile.
const PLACES = { d: "/", j: "/jobs/", c: "/candidates/", m: "/messages/", s: "/settings/", t: "/tracker/" };
const SECOND_LETTER_WITHIN = 1500;
let begun = 0;

export const shortcutsAreOn = () => document.documentElement.dataset.shortcuts !== "off";
export const isTyping = (target) => Boolean(target.closest?.("input, textarea, select, [contenteditable], dialog"));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!shortcutsAreOn() || isTyping(event.target)) return;
  if (event.key === "?") openHelp(event);
  else if (begun && event.timeStamp - begun < SECOND_LETTER_WITHIN && PLACES[event.key]) go(event);
  else begun = event.key === "g" ? event.timeStamp : 0;
});

// j alone walks the rows of a list; after g it leads to the jobs.
export const isSecondLetter = (event) => begun > 0 && event.timeStamp - begun < SECOND_LETTER_WITHIN;

function openHelp(event) {
  event.preventDefault();
  document.getElementById("keys-help")?.showModal();
}

function go(event) {
  event.preventDefault();
  const address = PLACES[event.key];
  begun = 0;
  // Only where the sidebar leads this person.
  if (address === "/" || document.querySelector(`.sidebar a[href="${address}"]`)) location.assign(address);
}
