// <input type="file" data-max-size="20971520">: says what was chosen, refuses what would be refused anyway.
import { say } from "./words.js";

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[type=file]")) tell(event.target);
});

function tell(input) {
  const files = [...input.files];
  const sentence = files.map((file) => trouble(file, Number(input.dataset.maxSize))).find(Boolean) ?? "";
  input.setCustomValidity(sentence);
  input.setAttribute("aria-invalid", String(Boolean(sentence)));
  const note = noteFor(input);
  note.classList.toggle("file-note-wrong", Boolean(sentence));
  note.textContent = sentence || files.map((file) => `${file.name} · ${inWords(file.size)}`).join(", ");
}

function trouble(file, limit) {
  if (file.size === 0) return say("emptyFile");
  if (limit && file.size > limit) return say("tooLarge", { size: inWords(file.size), limit: inWords(limit) });
  return "";
}

function noteFor(input) {
  const found = input.parentElement.querySelector("[data-file-note]");
  if (found) return found;
  const note = document.createElement("p");
  note.className = "file-note";
  note.dataset.fileNote = "";
  note.setAttribute("role", "status");
  input.after(note);
  return note;
}

function inWords(bytes) {
  const [unit, size] = bytes < 1024 * 1024 ? ["kilobyte", bytes / 1024] : ["megabyte", bytes / (1024 * 1024)];
  const shown = Math.max(size, 0.1);
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit, maximumFractionDigits: shown < 10 ? 1 : 0,
  }).format(shown);
}
