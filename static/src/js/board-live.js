// An open board follows what others do: the columns that have changed are fetched and drawn into place.
// Focus, an open menu and a card in somebody's hand stay as they are.
import { Idiomorph } from "idiomorph";
import { mention } from "./announce.js";
import htmx from "./htmx.js";
import { say } from "./words.js";

const CARD = "[data-card]";
const COLUMN = "[data-stage][aria-labelledby]";
// More than these at once are one sentence.
const SPOKEN = 3;
const waiting = new WeakSet();
const fetching = new WeakSet();

/** `isBusy`: somebody holds a card; `drawn`: what the page does to new markup. */
export function follow(board, { isBusy, drawn }) {
  const look = () => refresh(board, isBusy, drawn);
  board.addEventListener("live:changed", look);
  board.addEventListener("board:free", () => waiting.has(board) && look());
  return look;
}

async function refresh(board, isBusy, drawn) {
  if (isBusy() || fetching.has(board)) return waiting.add(board);
  waiting.delete(board);
  fetching.add(board);
  const html = await ask(board);
  fetching.delete(board);
  // Whoever picked a card up meanwhile keeps the board as it is until it is put down.
  if (isBusy()) return waiting.add(board);
  if (html) draw(board, new DOMParser().parseFromString(html, "text/html").querySelector("[data-columns]"), drawn);
  if (waiting.has(board)) return refresh(board, isBusy, drawn);
}

async function ask(board) {
  const known = [...board.querySelectorAll(COLUMN)].map((column) => (
    `column=${column.dataset.stage}.${column.querySelectorAll(CARD).length}.${column.dataset.mark}`
  ));
  try {
    const response = await fetch(`${board.dataset.columnsUrl}&${known.join("&")}`, { headers: { "HX-Request": "true" } });
    return response.ok && !response.redirected ? await response.text() : "";
  } catch (error) {
    // The page says by itself that it is not connected.
    if (error instanceof TypeError) return "";
    throw error;
  }
}

function draw(board, answer, drawn) {
  if (!answer) return;
  const before = placesOf(board);
  const focus = focusOf(board);
  for (const fresh of answer.querySelectorAll(COLUMN)) place(board, fresh);
  arrange(board, answer.dataset.columns.trim().split(/\s+/));
  drawn();
  focus();
  tell(board, before, Number(board.dataset.at));
  board.dataset.at = answer.dataset.at;
}

function place(board, fresh) {
  const old = board.querySelector(`#column-${CSS.escape(fresh.dataset.stage)}`);
  if (!old) return board.append(document.importNode(fresh, true));
  const scrolled = old.querySelector("[data-cards]").scrollTop;
  Idiomorph.morph(old, fresh, { morphStyle: "outerHTML" });
  old.querySelector("[data-cards]").scrollTop = scrolled;
  htmx.process(old);
  for (const count of document.querySelectorAll(`[data-count-of="${CSS.escape(fresh.dataset.stage)}"]`)) {
    count.textContent = fresh.querySelector("[data-count]").textContent;
  }
}

function arrange(board, stages) {
  const columns = [...board.querySelectorAll(COLUMN)];
  for (const column of columns) if (!stages.includes(column.dataset.stage)) column.remove();
  const shown = [...board.querySelectorAll(COLUMN)].map((column) => column.dataset.stage);
  if (shown.join() === stages.filter((stage) => shown.includes(stage)).join()) return;
  for (const stage of stages) board.append(board.querySelector(`#column-${CSS.escape(stage)}`) ?? "");
}

function placesOf(board) {
  return new Map([...board.querySelectorAll(CARD)].map((card) => [card.dataset.card, card.dataset.stage]));
}

// The focused card may be drawn anew in another column, or be gone: then its neighbour has the focus.
function focusOf(board) {
  const card = document.activeElement?.closest?.(CARD);
  if (!card || !board.contains(card)) return () => undefined;
  const inner = document.activeElement === card ? null : document.activeElement;
  const column = card.closest(COLUMN);
  const at = [...column.querySelectorAll(CARD)].indexOf(card);
  return () => {
    if (document.activeElement === (inner ?? card) && board.contains(card)) return;
    const left = [...column.querySelectorAll(CARD)];
    const next = board.querySelector(`#card-${CSS.escape(card.dataset.card)}`) ?? left[Math.min(at, left.length - 1)];
    (next ?? (column.isConnected ? column : board.querySelector(CARD)))?.focus({ preventScroll: true });
  };
}

function tell(board, before, since) {
  const said = [];
  for (const card of board.querySelectorAll(CARD)) {
    const was = before.get(card.dataset.card);
    // One that was below the others all along has not come just now.
    const key = was === undefined ? Number(card.dataset.since) >= since && "isNew" : was !== card.dataset.stage && "isNow";
    if (!key) continue;
    card.classList.add("board-card-fresh");
    const stage = document.getElementById(`stage-${card.dataset.stage}`).textContent.trim();
    said.push(say(key, { name: card.dataset.name, stage }));
  }
  if (said.length) mention(said.length > SPOKEN ? say("manyMoved", { count: said.length }) : said.join(" "));
}
