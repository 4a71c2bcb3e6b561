// A board as the server has it now, taken over card by card: what did not change is not touched.
import { current, items, replaceItem } from "./browsing.js";
import { board, cellNamed, cells, heads, laneNamed } from "./cells.js";
import { freshen } from "./times.js";

const shownAs = new WeakMap(); // what the server last said of each card

// Everything that changed; of issues that did not, and that a fresh page has no room for, the cards stay.
export const takeOver = (fresh, changed) => {
  const columnsOf = (one) => heads(one).map((head) => `${head.dataset.head} ${head.closest(".shut") !== null}`).join();
  if (columnsOf(fresh) !== columnsOf(board) || fresh.matches(".lanes") !== board.matches(".lanes")) return renew(fresh);
  graftLanes(fresh, board);
  graftLanes(board, fresh);
  const free = cardsThatLeft(fresh, changed);
  for (const cell of cells()) takeOverCell(cell, cellNamed(cell.dataset.cell, fresh), free, changed);
  for (const tally of board.querySelectorAll("[data-count-of]")) takeOverTally(tally, fresh);
  const wasHere = [...free.values()].flat().includes(current());
  for (const card of [...free.values()].flat()) card.remove();
  if (wasHere) current()?.scrollIntoView({ block: "nearest" });
};

// The board as it is now, with other columns than before.
export const renew = (fresh) => {
  board.style.cssText = fresh.style.cssText;
  board.className = fresh.className;
  board.replaceChildren(...document.importNode(fresh, true).childNodes);
  freshen(board);
};

// A lane comes with its first card; one that lost its last card stays, empty, until the page is asked for again.
const graftLanes = (from, to) => {
  let before = to.querySelector(".heads");
  for (const lane of from.querySelectorAll(".lane")) {
    const made = laneNamed(lane.dataset.lane, to) ?? emptied(lane);
    if (made.parentNode !== to) before.after(made);
    before = made;
  }
};

const emptied = (lane) => {
  const made = document.importNode(lane, true);
  for (const list of made.querySelectorAll("ol")) list.replaceChildren();
  for (const more of made.querySelectorAll(".more")) more.remove();
  const tally = made.querySelector("[data-count]");
  tally.dataset.count = tally.textContent = 0;
  return made;
};

const takeOverTally = (tally, fresh) => {
  const now = fresh.querySelector(`[data-count-of="${CSS.escape(tally.dataset.countOf)}"]`);
  if (now) tally.replaceWith(document.importNode(now, true));
};

// Cards that are no longer in the cell where they stand, by their issues: another cell may have them now.
const cardsThatLeft = (fresh, changed) => {
  const left = cells().flatMap((cell) => {
    const there = cellNamed(cell.dataset.cell, fresh);
    const still = new Set(items(there).map((card) => card.dataset.issue));
    return items(cell).filter((card) => !still.has(card.dataset.issue) && !isFurtherDown(card, there, changed));
  });
  return Map.groupBy(left, (card) => card.dataset.issue);
};

// A fresh page has only a column's first cards; those after them stay unless they are what changed.
const isFurtherDown = (card, freshCell, changed) => freshCell.querySelector("[data-more]") && !changed.has(card.dataset.issue);

const takeOverCell = (cell, fresh, free, changed) => {
  const list = cell.querySelector("ol");
  if (!list) return;
  const here = new Map(items(cell).map((card) => [card.dataset.issue, card]));
  const cards = items(fresh).map((card) => renewed(here.get(card.dataset.issue) ?? free.get(card.dataset.issue)?.pop(), card));
  const further = [...list.children].filter((card) => !cards.includes(card) && isFurtherDown(card, fresh, changed));
  arrange(list, [...cards, ...further]);
  if (!further.length) replaceMore(cell, fresh.querySelector(".more"));
};

const renewed = (card, fresh) => {
  const made = card ?? document.importNode(fresh, true);
  const html = fresh.outerHTML;
  if (card && shownAs.get(card) !== html) replaceItem(card, fresh);
  if (!card) freshen(made);
  shownAs.set(made, html);
  return made;
};

// Only what has to move is moved: an element that is taken out loses the focus.
const arrange = (list, cards) => {
  const focused = document.activeElement;
  cards.forEach((card, at) => list.children[at] !== card && list.insertBefore(card, list.children[at] ?? null));
  for (const card of [...list.children].slice(cards.length)) if (!cards.includes(card)) card.remove();
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
};

const replaceMore = (cell, fresh) => {
  cell.querySelector(".more")?.remove();
  if (fresh) cell.querySelector(".cards").append(document.importNode(fresh, true));
};
