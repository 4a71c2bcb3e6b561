// A relations graph: a card under the pointer or the cursor is shown beside it, arrows go from card to card, and what is
// related meanwhile comes in by itself.
import { on, onEscape } from "./commands.js";
import { followChanges } from "./following.js";
import "./forms.js";
import { follow, peekAt } from "./peek.js";
import "./relating.js";
import { fetchPage } from "./requests.js";

const ASIDE = 2; // how much farther away a card seems that is not straight ahead
const main = document.querySelector("main");
const cards = () => [...main.querySelectorAll(".sheet .card")];
const middle = () => main.querySelector(".sheet .middle");
const current = () => main.querySelector(".sheet .card[aria-current]");
const linkOf = (card) => card.querySelector("a.t");

// A graph may be larger than its frame: begin with the issue that it is about.
const showMiddle = () => {
  const [card, frame] = [middle()?.getBoundingClientRect(), main.querySelector(".graph")];
  const around = frame?.getBoundingClientRect();
  if (card) frame.scrollBy(card.left + card.width / 2 - around.left - around.width / 2, card.top + card.height / 2 - around.top - around.height / 2);
};

const moveTo = (card) => {
  linkOf(card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
};

main.addEventListener("focusin", ({ target }) => {
  const card = target.closest(".sheet .card");
  if (!card) return;
  current()?.removeAttribute("aria-current");
  card.setAttribute("aria-current", "true");
});

// The nearest card in a direction; where there is none, the key scrolls as ever.
const step = (x, y) => () => {
  const here = placeOf(current() ?? middle());
  const ahead = cards().map((card) => ({ card, place: placeOf(card) })).map(({ card, place }) => {
    const [right, down] = [place.x - here.x, place.y - here.y];
    return { card, on: right * x + down * y, aside: Math.abs(right * y) + Math.abs(down * x) };
  }).filter((one) => one.on > 1);
  const nearest = ahead.sort((one, other) => one.on + ASIDE * one.aside - other.on - ASIDE * other.aside)[0];
  if (!nearest) return false;
  moveTo(nearest.card);
};
const placeOf = ({ offsetLeft, offsetTop }) => ({ x: offsetLeft, y: offsetTop });

const isHere = () => middle() !== null;
on("left-column", step(-1, 0), isHere);
on("right-column", step(1, 0), isHere);
on("next-row", step(0, 1), isHere);
on("previous-row", step(0, -1), isHere);
onEscape("back", () => location.assign(document.body.dataset.address), () => !document.querySelector(":popover-open, dialog[open]"));

// A click shows a card beside the graph, a second one opens it; the Enter key opens at once, as it does everywhere.
main.addEventListener("click", (event) => {
  const card = event.target.closest(".sheet .card");
  if (!card || !event.detail || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (event.detail > 1) return;
  event.preventDefault();
  moveTo(card);
  peekAt(card);
});

follow(main, current, () => {
  moveTo(middle());
  return middle();
});

// What changed comes in without moving what the reader looks at.
const refresh = async () => {
  const page = await fetchPage();
  const [before, key] = [main.querySelector(".graph"), current()?.dataset.key];
  const [left, top] = [before?.scrollLeft, before?.scrollTop];
  const hadFocus = current()?.contains(document.activeElement);
  main.querySelector("[data-part=graph]").replaceWith(document.importNode(page.querySelector("[data-part=graph]"), true));
  if (before) main.querySelector(".graph")?.scrollTo(left, top);
  else showMiddle();
  const card = cards().find((one) => one.dataset.key === key);
  card?.setAttribute("aria-current", "true");
  if (card && hadFocus) linkOf(card).focus({ preventScroll: true });
};

followChanges(refresh, (issue) =>
  main.querySelector(`[data-about="${CSS.escape(issue)}"], [data-issue="${CSS.escape(issue)}"]`),
);

showMiddle();
