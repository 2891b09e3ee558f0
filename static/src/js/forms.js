// Every POST form is sent once. <form data-form-guard> also asks before typed words are lost.
const sending = new WeakSet();
const changed = new Set();

const posts = (form) => form.method === "post" && !form.hasAttribute("hx-post");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !posts(form)) return;
  // A preview goes into a frame of its own; the form itself stays to be sent.
  if (event.submitter?.formTarget) {
    document.getElementsByName(event.submitter.formTarget)[0]?.classList.add("is-filled");
    return;
  }
  if (sending.has(form) || hasWrongFile(form)) return event.preventDefault();
  sending.add(form);
  changed.delete(form);
  // The browser collects the fields after this event: a button switched off now would lose its value.
  setTimeout(() => busy(form, event.submitter, true));
});

// Such a form may be novalidate, so that the server's sentences are the ones shown; a file that is too large never gets there.
function hasWrongFile(form) {
  const wrong = [...form.querySelectorAll("input[type=file]")].find((input) => input.validity.customError);
  wrong?.focus();
  return Boolean(wrong);
}

function busy(form, button, is) {
  if (is) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
  if (button) button.disabled = is;
}

// Forms that htmx sends: the second press while the first is on its way is dropped.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form");
  if (!form || form !== event.target) return;
  if (sending.has(form)) return event.preventDefault();
  sending.add(form);
  form.setAttribute("aria-busy", "true");
});

// Back from the next page the browser shows this one as it was left: ready to send again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    sending.delete(form);
    busy(form, null, false);
    for (const button of form.querySelectorAll("button:disabled")) button.disabled = false;
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-form-guard]");
  if (form) changed.add(form);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (!form) return;
  sending.delete(form);
  busy(form, null, false);
  if (event.detail.successful) changed.delete(form);
});

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// After a refused form the person continues where it went wrong.
document.querySelector("form [aria-invalid=true], form .field-wrong input")?.focus();
