// Words of an answer that is not sent yet: in this tab alone, for this person (keep.js forgets those of another).
const user = document.documentElement.dataset.user ?? "";
const place = (form) => `kept:${user}:answer:${form.closest("[data-shortlist-card]").id}`;
const fields = (form) => [...form.querySelectorAll(".answer-why select, .answer-why textarea")];

export function keep(form) {
  const said = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  sessionStorage.setItem(place(form), JSON.stringify({ why: form.dataset.why, said }));
}

export function forget(form) {
  sessionStorage.removeItem(place(form));
}

// For which answer the words were meant; nothing where the server has sent words of its own.
export function restore(form) {
  const kept = JSON.parse(sessionStorage.getItem(place(form)) ?? "null");
  if (!kept || form.dataset.why) return "";
  for (const field of fields(form)) field.value = kept.said[field.name] ?? field.value;
  return kept.why;
}
