// A board of stages: cards move by mouse, by finger and by keyboard. The markup is in docs/design.md.
import Sortable from "sortablejs";
import { announce } from "./announce.js";
import { follow } from "./board-live.js";
import { chooseStage } from "./board-menu.js";
import { send } from "./board-move.js";
import { toast } from "./toasts.js";
import { say } from "./words.js";

const CARD = "[data-card]";
const columnsOf = (board) => [...board.querySelectorAll("[data-stage][aria-labelledby]")];
const listOf = (column) => column.querySelector("[data-cards]");
const cardsOf = (column) => [...column.querySelectorAll(CARD)];
const columnOf = (card) => card.closest("[data-stage][aria-labelledby]");
const nameOf = (column) => document.getElementById(column.getAttribute("aria-labelledby")).textContent.trim();
const canMove = (card) => card.closest("[data-board]").dataset.moveUrl && card.dataset.fixed === undefined;

/** The card in somebody's hand: {card, over}; null while nobody holds one. */
let held = null;
/** A card follows the pointer, or moves are on their way to the server. */
let dragged = false;
let sending = 0;
const isBusy = () => held !== null || dragged || sending > 0;
/** Asks what has changed on a board, by board. */
const looks = new WeakMap();

function start(board) {
  board.dataset.ready = "";
  dress(board);
  looks.set(board, follow(board, { isBusy, drawn: () => dress(board) }));
  board.addEventListener("keydown", (event) => onKey(board, event));
  board.addEventListener("focusin", (event) => onFocus(board, event));
  board.addEventListener("focusout", onFocusLost);
}

// What the server's markup does not say: which column takes dragged cards, and where Tab stops.
function dress(board) {
  if (board.dataset.moveUrl) columnsOf(board).filter((column) => !Sortable.get(listOf(column))).forEach(makeDraggable);
  rove(board);
  board.dispatchEvent(new CustomEvent("board:drawn", { bubbles: true }));
}

const free = (board) => board.dispatchEvent(new CustomEvent("board:free"));

// One stop of the Tab key for the whole board; the arrow keys do the rest.
function rove(board, chosen) {
  const here = document.activeElement?.closest?.(CARD);
  const stop = chosen ?? here ?? board.querySelector(`${CARD}[tabindex="0"]`) ?? board.querySelector(CARD);
  for (const card of board.querySelectorAll(CARD)) {
    card.tabIndex = card === stop ? 0 : -1;
    for (const link of card.querySelectorAll("a")) link.tabIndex = -1;
  }
}

function onFocus(board, event) {
  const card = event.target.closest(CARD);
  if (card) rove(board, card);
}

function onFocusLost(event) {
  if (held && !held.card.contains(event.relatedTarget)) putBack();
}

function makeDraggable(column) {
  Sortable.create(listOf(column), {
    group: "board",
    sort: false,
    draggable: CARD,
    filter: "[data-fixed]",
    preventOnFilter: false,
    animation: 120,
    delay: 180,
    delayOnTouchOnly: true,
    ghostClass: "board-card-ghost",
    onStart: () => { dragged = true; },
    onEnd: dropped,
  });
}

function dropped({ item, from, to, oldDraggableIndex }) {
  dragged = false;
  if (from === to) return free(from.closest("[data-board]"));
  const after = from.querySelectorAll(CARD)[oldDraggableIndex] ?? from.querySelector(".board-more");
  const home = { list: from, before: after };
  move(item, columnOf(item), home);
}

async function move(card, column, home, seen) {
  const board = card.closest("[data-board]");
  const name = card.dataset.name;
  const hadFocus = card.contains(document.activeElement);
  sending += 1;
  const { card: now, refusal } = await send(card, column.dataset.stage, home, seen);
  sending -= 1;
  // A refusal is spoken by its toast.
  if (!refusal) announce(say("moved", { name, stage: nameOf(column) }));
  rove(board, hadFocus ? now : undefined);
  if (hadFocus) now?.focus();
  // Counts, and after a refusal the place where the card stands in truth.
  looks.get(board)();
}

function moveFromKeyboard(card, column, seen = card.dataset.stage) {
  const home = { list: card.parentElement, before: card.nextElementSibling };
  listOf(column).prepend(card);
  card.focus();
  move(card, column, home, seen);
}

function onKey(board, event) {
  const card = event.target.closest(CARD);
  if (!card || event.ctrlKey || event.metaKey || event.altKey || (!held && isForWithin(card, event))) return;
  const act = held ? holding(board, event.key) : resting(board, card, event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

// Whoever stands on the name or the menu button of a card still has the board's keys, but for those of that control.
function isForWithin(card, { target, key }) {
  if (target === card) return false;
  if (target.closest("input, textarea, select, details, [contenteditable]")) return true;
  return key === "Enter" || (key === " " && Boolean(target.closest("button")));
}

function resting(board, card, key) {
  const column = columnOf(card);
  const cards = cardsOf(column);
  const at = cards.indexOf(card);
  return {
    ArrowDown: () => cards[at + 1]?.focus(),
    ArrowUp: () => cards[at - 1]?.focus(),
    Home: () => cards[0].focus(),
    End: () => cards.at(-1).focus(),
    ArrowRight: () => step(board, column, at, forwards()),
    ArrowLeft: () => step(board, column, at, -forwards()),
    Enter: () => card.querySelector("a")?.click(),
    " ": canMove(card) && (() => pickUp(card)),
    m: canMove(card) && (() => openMenu(board, card)),
    M: canMove(card) && (() => openMenu(board, card)),
  }[key];
}

function holding(board, key) {
  return {
    ArrowRight: () => aim(board, forwards()),
    ArrowLeft: () => aim(board, -forwards()),
    " ": drop,
    Enter: drop,
    Escape: putBack,
  }[key];
}

// In a language written from the right the next stage is on the left.
const forwards = () => (document.documentElement.dir === "rtl" ? -1 : 1);

function step(board, column, at, by) {
  const columns = columnsOf(board);
  for (let next = columns.indexOf(column) + by; columns[next]; next += by) {
    const cards = cardsOf(columns[next]);
    if (cards.length) return cards[Math.min(at, cards.length - 1)].focus();
  }
}

function pickUp(card) {
  held = { card, over: columnOf(card) };
  card.classList.add("board-card-held");
  announce(say("pickedUp", { name: card.dataset.name }));
}

function aim(board, by) {
  const columns = columnsOf(board);
  const next = columns[columns.indexOf(held.over) + by];
  if (!next) return;
  held.over.classList.remove("board-column-aimed");
  held.over = next;
  next.classList.add("board-column-aimed");
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  announce(say("over", { name: held.card.dataset.name, stage: nameOf(next) }));
}

function letGo() {
  const { card, over } = held;
  setTimeout(free, 0, card.closest("[data-board]"));
  card.classList.remove("board-card-held");
  over.classList.remove("board-column-aimed");
  held = null;
  return { card, over };
}

function drop() {
  const { card, over } = letGo();
  if (over === columnOf(card)) announce(say("putBack", { name: card.dataset.name, stage: nameOf(over) }));
  else moveFromKeyboard(card, over);
}

function putBack() {
  const { card } = letGo();
  announce(say("putBack", { name: card.dataset.name, stage: nameOf(columnOf(card)) }));
}

async function openMenu(board, card) {
  const here = columnOf(card);
  const seen = card.dataset.stage;
  const stages = columnsOf(board).map((column) => ({ column, name: nameOf(column), isHere: column === here }));
  const chosen = await chooseStage(card.dataset.name, stages);
  // Others may have moved it while the menu was open: what was seen then goes with the move, and is judged by it.
  const now = board.querySelector(`#card-${CSS.escape(card.dataset.card)}`);
  now?.focus();
  if (chosen && now) moveFromKeyboard(now, chosen.column, seen);
  else if (chosen) toast(say("isGone", { name: card.dataset.name }), "warning");
}

document.addEventListener("click", (event) => {
  const card = event.target.closest?.("[data-move-menu]")?.closest(CARD);
  if (card) openMenu(card.closest("[data-board]"), card);
});

const startAll = (root) => root.querySelectorAll("[data-board]:not([data-ready])").forEach(start);
startAll(document);
document.addEventListener("htmx:load", (event) => {
  startAll(event.target.parentElement ?? document);
  const board = event.target.closest?.("[data-board]");
  if (board) rove(board);
});
