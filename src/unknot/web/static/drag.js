// Dragging: a card follows the pointer, and the column below it shows where the card would go. A finger has to rest
// first, since it usually wants to scroll; everything that can be dragged can also be moved by key and by menu.
const SLACK_PX = 5; // less is a click
const REST_MS = 300;
const EDGE_PX = 48; // near the board's ends it moves along
const SPEED_PX = 14; // a frame

export const isDragging = () => Boolean(held?.ghost);

let held; // { card, x, y, ghost, over }

// What can be dragged lies in `board`; `drop(card, column)` is told where it was let go.
export const makeDraggable = (board, drop) => {
  board.addEventListener("pointerdown", (event) => take(event, board, drop));
  board.addEventListener("dragstart", (event) => event.preventDefault()); // of links, by the browser
  board.addEventListener("touchmove", (event) => isDragging() && event.preventDefault(), { passive: false });
  board.addEventListener("contextmenu", (event) => isDragging() && event.preventDefault());
  board.addEventListener("click", (event) => justDropped && event.preventDefault(), true);
};

let justDropped = false; // the click that follows is none

const take = (event, board, drop) => {
  const card = event.target.closest(".card");
  if (!card || event.button !== 0 || event.target.closest("button, input")) return;
  held = { card, board, drop, x: event.clientX, y: event.clientY, isTouch: event.pointerType === "touch" };
  if (held.isTouch) held.resting = setTimeout(() => held && lift(held.x, held.y), REST_MS);
  addEventListener("pointermove", follow);
  addEventListener("pointerup", letGo);
  addEventListener("pointercancel", putBack);
  addEventListener("keydown", cancelByKey, true);
};

const follow = ({ clientX, clientY }) => {
  const isFar = Math.hypot(clientX - held.x, clientY - held.y) > SLACK_PX;
  if (!held.ghost && !isFar) return;
  if (!held.ghost && held.isTouch) return putBack();
  if (!held.ghost) lift(held.x, held.y);
  held.ghost.style.translate = `${clientX - held.x}px ${clientY - held.y}px`;
  held.at = [clientX, clientY];
  point(document.elementFromPoint(clientX, clientY)?.closest(".board [data-cell]"));
};

const lift = (x, y) => {
  const { left, top, width } = held.card.getBoundingClientRect();
  held.ghost = held.card.cloneNode(true);
  held.ghost.classList.add("ghost");
  held.ghost.inert = true;
  held.ghost.dataset.hide = held.board.closest("[data-hide]").dataset.hide; // what the others do not show either
  Object.assign(held.ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
  document.body.append(held.ghost);
  held.card.classList.add("lifted");
  Object.assign(held, { x, y, at: [x, y] });
  document.documentElement.classList.add("dragging");
  getSelection().removeAllRanges();
  moveAlong();
};

const point = (column) => {
  if (column === held.over) return;
  held.over?.classList.remove("over");
  held.over = column?.contains(held.card) ? undefined : (column ?? undefined);
  held.over?.classList.add("over");
};

const moveAlong = () => {
  if (!isDragging()) return;
  const { left, right, top, bottom } = held.board.getBoundingClientRect();
  const [x, y] = held.at;
  held.board.scrollBy(speed(x, left, right), speed(y, top, bottom));
  requestAnimationFrame(moveAlong);
};

const speed = (at, from, to) => (at > to - EDGE_PX ? SPEED_PX : at < from + EDGE_PX ? -SPEED_PX : 0);

const letGo = () => {
  const { card, over, drop, ghost } = held;
  if (ghost) noteDrop();
  putBack();
  if (over) drop(card, over);
};

const noteDrop = () => {
  justDropped = true;
  setTimeout(() => (justDropped = false));
};

const putBack = () => {
  clearTimeout(held.resting);
  held.ghost?.remove();
  held.card.classList.remove("lifted");
  held.over?.classList.remove("over");
  document.documentElement.classList.remove("dragging");
  held = undefined;
  removeEventListener("pointermove", follow);
  removeEventListener("pointerup", letGo);
  removeEventListener("pointercancel", putBack);
  removeEventListener("keydown", cancelByKey, true);
};

const cancelByKey = (event) => {
  if (event.key !== "Escape" || !isDragging()) return;
  event.stopPropagation();
  event.preventDefault();
  putBack();
};
