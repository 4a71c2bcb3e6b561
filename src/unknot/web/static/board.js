// A board: cards in columns. A card that is moved, by pointer, key or menu, is there at once; the server confirms it, or
// it comes back with the reason. What others do is taken over card by card, and cards glide to their new places.
import { current, itemOf, items, moveTo, replaceItem, root, sendFor, showChosen, step, targets, tellChanged } from "./browsing.js";
import { on } from "./commands.js";
import { isDragging, makeDraggable } from "./drag.js";
import { showBeside } from "./menus.js";
import { fetchPage } from "./requests.js";
import { freshen } from "./times.js";
import { complain } from "./toasts.js";
import { done } from "./undo.js";

const GLIDE_MS = 140;
const SOON_MS = 80; // several changes that come together are taken over together
const CALM_MS = 1000; // between what many people do at once
const board = root.querySelector(".board");
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const columns = () => [...board.querySelectorAll(".col")];
const columnOf = (element) => element.closest(".col");
const named = (group, within = board) => within.querySelector(`.col[data-group="${CSS.escape(group)}"]`);

// The cursor: up and down within a column, sideways to the nearest card of the next one that has some

const stepDown = (by) => step(by, items(current() ? columnOf(current()) : board));

const stepAside = (by) => {
  const filled = columns().filter((column) => items(column).length);
  const column = current() && filled[filled.indexOf(columnOf(current())) + by];
  if (!current()) return moveTo(items()[0]);
  if (column) moveTo(nearest(items(column), current().getBoundingClientRect().top));
};

const nearest = (cards, top) => cards.reduce((best, card) => (distance(card, top) < distance(best, top) ? card : best));
const distance = (card, top) => Math.abs(card.getBoundingClientRect().top - top);

// Moving

let sending = 0;

const move = async (cards, column) => {
  const leaving = cards.filter((card) => columnOf(card) !== column);
  if (!leaving.length) return;
  const from = new Map(leaving.map((card) => [card, { column: columnOf(card), before: card.nextElementSibling, html: card.innerHTML }]));
  gliding(() => leaving.forEach((card) => put(card, column)));
  sending += 1;
  try {
    done(await sendMoves(leaving, column, from));
    tellChanged(leaving);
  } catch (error) {
    gliding(() => leaving.toReversed().forEach((card) => putBack(card, from.get(card))));
    complain(error, root);
  } finally {
    sending -= 1;
    refreshSoon();
  }
};

const put = (card, column) => {
  const twin = items(column).find((one) => one.dataset.issue === card.dataset.issue);
  count(columnOf(card), -1);
  count(column, twin ? 0 : 1);
  showChosen(column.dataset.field, column.querySelector("header"))(card);
  twin?.remove();
  const isCurrent = card === current();
  if (column.matches(".shut")) stepOff(card);
  else column.querySelector("ol").prepend(card);
  if (isCurrent && card.isConnected) moveTo(card);
};

// Into a column that is shut, where nothing can be seen; the cursor stays where the work is.
const stepOff = (card) => {
  const next = card.nextElementSibling ?? card.previousElementSibling;
  const isCurrent = card === current();
  card.remove();
  if (isCurrent) moveTo(next);
};

const putBack = (card, { column, before, html }) => {
  if (card.isConnected) count(columnOf(card), -1);
  count(column, 1);
  card.innerHTML = html;
  column.querySelector("ol").insertBefore(card, before?.isConnected ? before : null);
};

const count = (column, by) => {
  const place = column.querySelector("[data-count]");
  place.dataset.count = Number(place.dataset.count) + by;
  place.textContent = numbers.format(place.dataset.count);
};

// A person's cards are handed over in their name, since a card can stand in several people's columns.
const sendMoves = async (cards, { dataset: { field, word } }, from) => {
  const whose = (card) => (field === "assignee" ? from.get(card).column.dataset.word : "");
  const answers = [];
  for (const [former, some] of Map.groupBy(cards, whose)) answers.push(await sendFor(some, { [field]: word, ...(former && { instead_of: former }) }));
  return { said: answers.at(-1).said, events: answers.flatMap(({ events }) => events) };
};

const moveAside = (by) => {
  const all = columns();
  const cards = targets();
  const column = all[all.indexOf(columnOf(cards[0])) + by];
  if (column) move(cards, column);
};

// By menu

const mover = document.querySelector("#move");
let moving;

const openMover = (card, beside = card) => {
  moving = card;
  for (const choice of mover.querySelectorAll("[data-to]")) choice.ariaCurrent = choice.dataset.to === columnOf(card).dataset.group ? "true" : null;
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
  move(picked, named(event.submitter.dataset.to));
});

if (board.matches(".movable")) makeDraggable(board, (card, column) => move(targets().includes(card) ? targets() : [card], column));

// Columns are opened and shut; the browser remembers which

const COOKIE_DAYS = 400;

const fold = async (link) => {
  const column = columnOf(link);
  const { group } = column.dataset;
  remember(group, link.dataset.fold);
  column.classList.toggle("shut", link.dataset.fold === "shut");
  const fresh = (await fetchPage(address())).querySelector(".board");
  board.style.cssText = fresh.style.cssText; // how wide each column is
  column.replaceWith(document.importNode(named(group, fresh), true));
  freshen(named(group));
  named(group).querySelector("[data-fold]").focus({ preventScroll: true });
};

const remember = (group, state) => {
  const [, kept = ""] = document.cookie.match(/(?:^|; )unknot_columns=([^;]*)/) ?? [];
  const others = [...new URLSearchParams(kept)].filter(([, name]) => name !== group);
  document.cookie = `unknot_columns=${new URLSearchParams([...others, [state, group]])}; path=${location.pathname}; max-age=${COOKIE_DAYS * 86400}; samesite=lax`;
};

// The board's address without what only a page without script needs to say.
const address = () => {
  const { searchParams } = new URL(location.href);
  return `${location.pathname}?${new URLSearchParams(searchParams.has("q") ? { q: searchParams.get("q") } : {})}`;
};

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
  gliding(() => takeOver(page.querySelector(".board")));
  changed.clear();
};

const changed = new Set(); // issues of which we heard since
const shownAs = new WeakMap(); // what the server last said of each card

const takeOver = (fresh) => {
  const groupsOf = (all) => all.map((column) => `${column.dataset.group} ${column.matches(".shut")}`).join();
  if (groupsOf([...fresh.querySelectorAll(".col")]) !== groupsOf(columns())) return renew(fresh);
  const free = cardsThatLeft(fresh);
  for (const column of columns()) takeOverColumn(column, named(column.dataset.group, fresh), free);
  const wasHere = [...free.values()].flat().includes(current());
  for (const card of [...free.values()].flat()) card.remove();
  if (wasHere) current()?.scrollIntoView({ block: "nearest" });
};

const renew = (fresh) => {
  board.style.cssText = fresh.style.cssText;
  board.replaceChildren(...document.importNode(fresh, true).childNodes);
  freshen(board);
};

// Cards that are no longer in the column where they stand, by their issues: another column may have them now.
const cardsThatLeft = (fresh) => {
  const left = columns().flatMap((column) => {
    const there = named(column.dataset.group, fresh);
    const still = new Set(items(there).map((card) => card.dataset.issue));
    return items(column).filter((card) => !still.has(card.dataset.issue) && !isFurtherDown(card, there));
  });
  return Map.groupBy(left, (card) => card.dataset.issue);
};

// A fresh page has only a column's first cards; those after them stay unless they are what changed.
const isFurtherDown = (card, freshColumn) => freshColumn.querySelector("[data-more]") && !changed.has(card.dataset.issue);

const takeOverColumn = (column, fresh, free) => {
  column.querySelector("[data-count]").replaceWith(document.importNode(fresh.querySelector("[data-count]"), true));
  const list = column.querySelector("ol");
  if (!list) return;
  const here = new Map(items(column).map((card) => [card.dataset.issue, card]));
  const cards = items(fresh).map((card) => renewed(here.get(card.dataset.issue) ?? free.get(card.dataset.issue)?.pop(), card));
  const further = [...list.children].filter((card) => !cards.includes(card) && isFurtherDown(card, fresh));
  arrange(list, [...cards, ...further]);
  if (!further.length) replaceMore(column, fresh.querySelector(".more"));
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

const replaceMore = (column, fresh) => {
  column.querySelector(".more")?.remove();
  if (fresh) column.querySelector(".cards").append(document.importNode(fresh, true));
};

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

on("next-row", ["j", "ArrowDown"], unlessElsewhere(() => stepDown(1)));
on("previous-row", ["k", "ArrowUp"], unlessElsewhere(() => stepDown(-1)));
on("left-column", "ArrowLeft", unlessElsewhere(() => stepAside(-1)));
on("right-column", "ArrowRight", unlessElsewhere(() => stepAside(1)));
on("move-left", "[", () => moveAside(-1), canMove);
on("move-right", "]", () => moveAside(1), canMove);
on("move", "Shift+M", () => openMover(targets()[0]), canMove);
