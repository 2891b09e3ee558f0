import htmx from "htmx.org";
import { toast } from "./toasts.js";
import { say } from "./words.js";

export const csrfToken = () => document.querySelector("meta[name=csrf]")?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:responseError", (event) => toast(sentenceOf(event.detail.xhr), "error"));
document.addEventListener("htmx:sendError", () => toast(say("offline"), "error"));
document.addEventListener("htmx:timeout", () => toast(say("offline"), "error"));

// A refusal is answered as one sentence of plain text; a whole error page is not for a toast.
function sentenceOf(xhr) {
  const isPlain = (xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  return isPlain && xhr.responseText ? xhr.responseText : say("failed");
}

window.htmx = htmx;
export default htmx;
