// Sends one card to its new stage. What the server refuses goes back where it was.
import htmx, { csrfToken } from "./htmx.js";
import { toast } from "./toasts.js";
import { say } from "./words.js";

/** Resolves to the card as it stands now, and the sentence if the move was refused. */
export async function send(card, stage, home, seen = card.dataset.stage) {
  const url = card.closest("[data-board]").dataset.moveUrl.replace("{id}", card.dataset.card);
  card.setAttribute("aria-busy", "true");
  const answer = await post(url, new URLSearchParams({ stage, from: seen }));
  card.removeAttribute("aria-busy");
  if (answer.refusal) {
    home.list.insertBefore(card, home.before?.parentElement === home.list ? home.before : null);
    toast(answer.refusal, "error");
    return { card, refusal: answer.refusal };
  }
  return { card: replace(card, answer.html) };
}

async function post(url, body) {
  try {
    const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    // Whoever was signed out meanwhile is led to the sign-in page: that is no card.
    if (response.ok && !response.redirected) return { html: text };
    return { refusal: sentence(response, text) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { refusal: say("offline") };
  }
}

function sentence(response, text) {
  const isPlain = (response.headers.get("Content-Type") ?? "").startsWith("text/plain");
  return (isPlain && text.trim()) || say("failed");
}

// Fragments marked hx-swap-oob (a notice) are placed by htmx.
function replace(card, html) {
  const list = card.parentElement;
  htmx.swap(card, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  return list.querySelector(`[data-card="${card.dataset.card}"]`);
}
