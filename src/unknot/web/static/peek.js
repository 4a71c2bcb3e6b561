// A look at the issue under the cursor, beside the list: opened by Space, it follows the cursor until Escape. What the
// row knows is there at once; the rest is the server's, and is kept while nothing changes.
import { on, onEscape } from "./commands.js";
import { freshen } from "./times.js";

const SOON_MS = 40; // while somebody runs down a list, what they pass is not asked for
const MOST_KEPT = 50;
const PLAIN_LINES = 5;
const pane = document.querySelector("[data-peek]");
const place = pane.querySelector("[data-peeked]");
const link = pane.querySelector("[data-peek-open]");
const kept = new Map(); // fragments by address

let shown; // the item that is looked at
let timer;

export const isPeeking = () => !pane.hidden;

export const peekAt = (item) => {
  pane.hidden = false;
  document.body.classList.add("peeking");
  if (!item || item === shown) return;
  shown = item;
  item.scrollIntoView({ block: "nearest" }); // from under the pane
  link.href = item.dataset.href;
  clearTimeout(timer);
  if (kept.has(item.dataset.href)) return show(kept.get(item.dataset.href));
  place.replaceChildren(...outline(item));
  place.ariaBusy = "true";
  timer = setTimeout(() => look(item), SOON_MS);
};

export const stopPeeking = () => {
  clearTimeout(timer);
  shown = undefined;
  pane.hidden = true;
  document.body.classList.remove("peeking");
};

const look = async (item) => {
  const { href } = item.dataset;
  try {
    const answer = await fetch(`${href}/peek`, { headers: { accept: "text/html" } });
    if (answer.ok) keep(href, await answer.text());
    if (shown?.dataset.href === href && answer.ok) show(kept.get(href));
  } catch {
    place.ariaBusy = null; // a lost connection is told elsewhere; what the row knows stays
  }
};

const keep = (href, html) => {
  kept.delete(href);
  kept.set(href, html);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
};

const show = (html) => {
  place.innerHTML = html; // the server's, in which everything is cleaned
  place.ariaBusy = null;
  place.scrollTop = 0;
  freshen(place);
};

// What the row knows, and lines where the rest will be.
const outline = (item) => {
  const head = document.createElement("header");
  const marks = Object.assign(document.createElement("p"), { className: "flow wrap" });
  marks.append(...[...item.querySelectorAll(".st, .lvl")].slice(0, 2).map((mark) => mark.cloneNode(true)));
  marks.append(Object.assign(document.createElement("span"), { className: "dim", textContent: item.dataset.key }));
  head.append(marks, Object.assign(document.createElement("h2"), { textContent: item.querySelector("a.t").textContent }));
  return [head, ...Array.from({ length: PLAIN_LINES }, () => Object.assign(document.createElement("p"), { className: "plain" }))];
};

// Let a page's cursor lead it: `current` is where that is, `first` where it begins.
export const follow = (root, current, first) => {
  const toggle = ({ target }) => {
    if (target.closest?.("input, button, summary, [data-peek]")) return false; // where Space has a meaning of its own
    if (isPeeking()) stopPeeking();
    else peekAt(current() ?? first());
  };
  root.addEventListener("focusin", () => isPeeking() && peekAt(current()));
  on("peek", toggle, () => current() ?? document.querySelector("[data-issue]"));
  onEscape("stop-peeking", stopPeeking, isPeeking);
};

const forget = ({ detail }) => {
  const issues = detail?.issues ?? [detail?.issue];
  if (!issues[0]) kept.clear();
  for (const item of document.querySelectorAll("[data-issue][data-href]")) if (issues.includes(item.dataset.issue)) kept.delete(item.dataset.href);
  if (isPeeking() && shown && !kept.has(shown.dataset.href)) look(shown);
};
document.addEventListener("unknot:changed", forget);
document.addEventListener("unknot:event", forget);
