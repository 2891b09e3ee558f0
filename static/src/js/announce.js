// Two live regions for what scripts have to say; the toasts have their own.
const regions = {};

/** What a person has just done: said at once. */
export const announce = (sentence) => speak("assertive", sentence);

/** What others do meanwhile: said when there is a pause. */
export const mention = (sentence) => speak("polite", sentence);

function speak(manner, sentence) {
  const region = regions[manner] ??= make(manner);
  // The same sentence twice must be heard twice.
  region.textContent = "";
  setTimeout(() => { region.textContent = sentence; }, 50);
}

function make(manner) {
  const made = document.createElement("div");
  made.className = "visually-hidden";
  made.setAttribute("aria-live", manner);
  made.dataset.announcer = manner;
  document.body.append(made);
  return made;
}

// There before they speak, or a first sentence would not be heard.
for (const manner of ["assertive", "polite"]) regions[manner] = make(manner);
