// A board: cards in columns. A card that is moved, by pointer, key or menu, is there at once; the server confirms it, or
// it comes back with the reason. What others do is taken over card by card, and cards glide to their new places.
import { current, itemOf, items, moveTo, root, sendFor, showChosen, step, targets, tellChanged } from "./browsing.js";
import { becoming, board, cellAt, cellNamed, cellOf, count, handing, headNamed, inColumn, inLane, laneNamed, laneOf } from "./cells.js";
import { on } from "./commands.js";
import { isDragging, makeDraggable } from "./drag.js";
import { showBeside } from "./menus.js";
import { fetchPage } from "./requests.js";
import { renew, takeOver } from "./takeover.js";
import { freshen } from "./times.js";
import { complain } from "./toasts.js";
import { done } from "./undo.js";

const GLIDE_MS = 140;
const SOON_MS = 80; // several changes that come together are taken over together
const CALM_MS = 1000; // between what many people do at once
// The cursor: up and down within a column, sideways to the nearest card of the next one that has some

const stepDown = (by) => step(by, (current() ? inColumn(cellOf(current())).flatMap((cell) => items(cell)) : items(board)).filter(isSeen));

const isSeen = (card) => card.checkVisibility(); // its lane may be folded

const stepAside = (by) => {
  if (!current()) return moveTo(items().find(isSeen));
  const here = cellOf(current());
  const filled = inLane(here).filter((cell) => items(cell).length);
  const cell = filled[filled.indexOf(here) + by];
  if (cell) moveTo(nearest(items(cell), current().getBoundingClientRect().top));
};

const nearest = (cards, top) => cards.reduce((best, card) => (distance(card, top) < distance(best, top) ? card : best));
const distance = (card, top) => Math.abs(card.getBoundingClientRect().top - top);

// Moving

let sending = 0;

// Each card goes to the cell that `target` names for it.
const move = async (cards, target) => {
  const leaving = new Map(cards.map((card) => [card, target(card)]).filter(([card, cell]) => cell && cell !== cellOf(card)));
  if (!leaving.size) return;
  const from = new Map([...leaving.keys()].map((card) => [card, { cell: cellOf(card), before: card.nextElementSibling, html: card.innerHTML }]));
  const wishes = Map.groupBy(leaving.keys(), (card) => JSON.stringify(becoming(cellOf(card), leaving.get(card))));
  gliding(() => leaving.forEach((cell, card) => put(card, cell)));
  sending += 1;
  try {
    done(await sendMoves(wishes));
    tellChanged([...leaving.keys()]);
  } catch (error) {
    gliding(() => [...leaving.keys()].toReversed().forEach((card) => putBack(card, from.get(card))));
    complain(error, root);
  } finally {
    sending -= 1;
    refreshSoon();
  }
};

const sendMoves = async (wishes) => {
  const answers = [];
  for (const [fields, cards] of wishes) answers.push(await sendFor(cards, JSON.parse(fields)));
  return { said: answers.at(-1).said, events: answers.flatMap(({ events }) => events) };
};

const put = (card, cell) => {
  const twin = items(cell).find((one) => one.dataset.issue === card.dataset.issue);
  const { field, laneField } = cell.dataset;
  count(cellOf(card), -1);
  count(cell, twin ? 0 : 1);
  showChosen(field, headNamed(cell.dataset.group))(card);
  if (laneField) showChosen(laneField, laneNamed(laneOf(cell)).querySelector("summary"))(card);
  twin?.remove();
  const isCurrent = card === current();
  if (cell.matches(".shut")) stepOff(card);
  else cell.querySelector("ol").prepend(card);
  if (isCurrent && card.isConnected) moveTo(card);
};

// Into a column that is shut, where nothing can be seen; the cursor stays where the work is.
const stepOff = (card) => {
  const next = card.nextElementSibling ?? card.previousElementSibling;
  const isCurrent = card === current();
  card.remove();
  if (isCurrent) moveTo(next);
};

const putBack = (card, { cell, before, html }) => {
  if (card.isConnected) count(cellOf(card), -1);
  count(cell, 1);
  card.innerHTML = html;
  cell.querySelector("ol").insertBefore(card, before?.isConnected ? before : null);
};

const moveAside = (by) => {
  const beside = (card) => inLane(cellOf(card))[inLane(cellOf(card)).indexOf(cellOf(card)) + by];
  move(targets(), beside);
};

// By menu

const mover = document.querySelector("#move");
let moving;

const openMover = (card, beside = card) => {
  moving = card;
  const [group, lane] = [cellOf(card).dataset.group, laneOf(card)];
  for (const choice of mover.querySelectorAll("[data-to], [data-to-lane]")) {
    const { to, toLane } = choice.dataset;
    choice.ariaCurrent = to === group || (toLane !== undefined && toLane === lane) ? "true" : null;
  }
  mover.popover = "auto";
  showBeside(mover, beside);
};

board.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=move]");
  if (!button || !mover) return;
  event.preventDefault();
  openMover(itemOf(button), button);
});

mover?.addEventListener("submit", (event) => {
  if (!moving) return; // the page itself was asked where a card should go
  event.preventDefault();
  mover.hidePopover();
  const picked = targets().includes(moving) ? targets() : [moving];
  const { to, toLane } = event.submitter.dataset;
  if (toLane === undefined) move(picked, (card) => cellAt(to, laneOf(card)));
  else if (laneNamed(toLane)) move(picked, (card) => cellAt(cellOf(card).dataset.group, toLane));
  else moveOutOfSight(picked, event.submitter);
});

// Into a lane that is not there yet: it comes with the answer.
const moveOutOfSight = async (cards, { name, value }) => {
  const wishes = Map.groupBy(cards, (card) => JSON.stringify(handing(name, value, cellOf(card).dataset.laneWord)));
  try {
    done(await sendMoves(wishes));
    tellChanged(cards);
  } catch (error) {
    complain(error, root);
  }
};

if (board.matches(".movable")) makeDraggable(board, (card, cell) => move(targets().includes(card) ? targets() : [card], () => cell));

// Columns and lanes are opened and shut; the browser remembers which

const COOKIE_DAYS = 400;

const fold = async (link) => {
  const group = link.closest("[data-head]").dataset.head;
  remember(group, link.dataset.fold);
  cellNamed(group)?.classList.toggle("shut", link.dataset.fold === "shut");
  const fresh = (await fetchPage(address())).querySelector(".board");
  if (board.matches(".lanes")) renew(fresh);
  else unfold(group, fresh);
  headNamed(group).querySelector("[data-fold]").focus({ preventScroll: true });
};

const unfold = (group, fresh) => {
  board.style.cssText = fresh.style.cssText; // how wide each column is
  cellNamed(group).replaceWith(document.importNode(cellNamed(group, fresh), true));
  freshen(cellNamed(group));
};

const remember = (group, state) => keep([...kept().filter(([kind, name]) => kind === "lane" || name !== group), [state, group]]);

const rememberLane = (lane, isShut) => {
  const others = kept().filter(([kind, name]) => kind !== "lane" || name !== lane);
  keep(isShut ? [...others, ["lane", lane]] : others);
};

const kept = () => [...new URLSearchParams(document.cookie.match(/(?:^|; )unknot_columns=([^;]*)/)?.[1])];

const keep = (folds) => {
  document.cookie = `unknot_columns=${new URLSearchParams(folds)}; path=${location.pathname}; max-age=${COOKIE_DAYS * 86400}; samesite=lax`;
};

// The board's address without what only a page without script needs to say.
const SAID = ["q", "view", "columns", "density"];
const address = () => {
  const asked = new URLSearchParams(location.search);
  return `${location.pathname}?${new URLSearchParams(SAID.filter((name) => asked.has(name)).map((name) => [name, asked.get(name)]))}`;
};

board.addEventListener("click", ({ target }) => {
  const turn = target.closest("summary")?.parentElement;
  if (turn) rememberLane(laneOf(turn), turn.open); // it is turned after this
});

board.addEventListener("click", (event) => {
  const link = event.target.closest("[data-fold]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  fold(link).catch(complain);
});

// What is there now, taken over card by card

let waiting;
let due;
let refreshedAt = -CALM_MS;

const refreshSoon = (delay = SOON_MS) => {
  const at = performance.now() + delay;
  if (waiting && due <= at) return;
  clearTimeout(waiting);
  due = at;
  waiting = setTimeout(() => refresh().catch(() => undefined), delay); // a lost connection is told elsewhere, and caught up
};

const refresh = async () => {
  waiting = undefined;
  if (sending || isDragging()) return refreshSoon();
  const page = await fetchPage(address());
  if (sending || isDragging()) return refreshSoon();
  refreshedAt = performance.now();
  gliding(() => takeOver(page.querySelector(".board"), changed));
  changed.clear();
};

const changed = new Set(); // issues of which we heard since

// Cards glide from where they were to where they are, unless the reader asked for less motion.
const gliding = (rearrange) => {
  const before = new Map(items().map((card) => [card, card.getBoundingClientRect()]));
  rearrange();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const card of items()) glide(card, before.get(card));
};

const glide = (card, from) => {
  if (!from) return card.animate([{ opacity: 0 }, { opacity: 1 }], GLIDE_MS);
  const to = card.getBoundingClientRect();
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (x || y) card.animate([{ translate: `${x}px ${y}px` }, { translate: "none" }], { duration: GLIDE_MS, easing: "ease-out" });
};

document.addEventListener("unknot:changed", ({ detail }) => {
  for (const issue of detail?.issues ?? []) changed.add(issue);
  refreshSoon(0);
});
document.addEventListener("unknot:event", ({ detail }) => {
  if (detail.project && detail.project !== document.body.dataset.project) return;
  changed.add(detail.issue);
  refreshSoon(performance.now() - refreshedAt < CALM_MS ? CALM_MS : SOON_MS);
});

const isElsewhere = ({ target }) => target.closest(".menu, .tabs, .chips");
const unlessElsewhere = (run) => (event) => (isElsewhere(event) ? false : run());
const canMove = () => mover && targets().length > 0;

on("next-row", unlessElsewhere(() => stepDown(1)));
on("previous-row", unlessElsewhere(() => stepDown(-1)));
on("left-column", unlessElsewhere(() => stepAside(-1)));
on("right-column", unlessElsewhere(() => stepAside(1)));
on("move-left", () => moveAside(-1), canMove);
on("move-right", () => moveAside(1), canMove);
on("move", () => openMover(targets()[0]), canMove);
