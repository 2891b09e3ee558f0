// Elements with data-live (`{% live "job" job.pk %}`) hear `live:changed` when that thing has changed.
// One question for all of a page's things, every two seconds while it is looked at.
import { Idiomorph } from "idiomorph";
import htmx from "./htmx.js";
import { away, back, newVersion } from "./live-state.js";

const VISIBLE = 2_000;
const HIDDEN = 30_000;
const MOST = 20;

/** What the page has seen last of each topic, by its name ("job.12"). */
const seen = new Map();
let timer;
let failures = 0;
let asking = false;

const tokens = () => {
  const found = new Map();
  for (const element of document.querySelectorAll("[data-live]")) found.set(nameOf(element), element.dataset.live);
  return new Map([...found].slice(0, MOST));
};
const nameOf = (element) => element.dataset.live.split(".", 2).join(".");

function plan() {
  clearTimeout(timer);
  timer = setTimeout(ask, document.hidden ? HIDDEN : Math.min(VISIBLE * 2 ** failures, HIDDEN));
}

async function ask() {
  const topics = tokens();
  if (asking || !topics.size) return plan();
  asking = true;
  try {
    await heard(await fetch(address(topics), { headers: { Accept: "application/json" }, credentials: "omit" }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    lost();
  } finally {
    asking = false;
    plan();
  }
}

function address(topics) {
  const query = new URLSearchParams();
  for (const [name, token] of topics) {
    query.append("topic", token);
    query.append("seen", seen.get(name) ?? "");
  }
  return `/live/?${query}`;
}

async function heard(response) {
  if (response.status === 410) return renew();
  if (!response.ok) return lost();
  newVersion(response.headers.get("X-Version"));
  const changed = response.status === 200 ? await response.json() : {};
  for (const [name, number] of Object.entries(changed)) seen.set(name, number);
  const wasLost = failures > 0;
  failures = 0;
  back();
  // Who was away may have missed what Valkey could not be told either.
  tell(wasLost ? [...tokens().keys()] : Object.keys(changed));
}

function lost() {
  failures += 1;
  away();
}

function tell(names) {
  for (const element of document.querySelectorAll("[data-live]")) {
    if (names.includes(nameOf(element))) element.dispatchEvent(new CustomEvent("live:changed"));
  }
}

// The tokens are a day old: this page's address, asked for again, has new ones for whoever may still see it.
async function renew() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
  const fresh = new Map([...page.querySelectorAll("[data-live]")].map((element) => [nameOf(element), element.dataset.live]));
  for (const element of document.querySelectorAll("[data-live]")) {
    if (fresh.has(nameOf(element))) element.dataset.live = fresh.get(nameOf(element));
  }
  if (response.ok && fresh.size) tell([...fresh.keys()]);
  else lost();
}

document.addEventListener("visibilitychange", () => (document.hidden ? plan() : ask()));
globalThis.addEventListener("online", ask);
plan();

// hx-ext="morph" hx-swap="morph": a fragment that is fetched again keeps focus and what is being typed.
htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph",
  handleSwap: (style, target, fragment) => (
    style === "morph" ? Idiomorph.morph(target, fragment.children, { morphStyle: "outerHTML", ignoreActiveValue: true }) : false
  ),
});
