// The search box offers keys and values while somebody types. Whoever wants none of it types on: nothing is chosen
// until an arrow or Tab says so, and Enter alone searches.
import { get } from "./requests.js";

const input = document.querySelector("#q");
const { workspace, here } = document.body.dataset;
const project = here === workspace ? "" : here.slice(workspace.length + 1);
const NOTHING = { options: [] };

const offers = Object.assign(document.createElement("div"), { id: "offers", className: "offers opts", hidden: true, ariaLabel: input.dataset.offers });
offers.setAttribute("role", "listbox");
input.form.append(offers);
const ATTRIBUTES = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "offers", "aria-expanded": "false" };
for (const [name, value] of Object.entries(ATTRIBUTES)) input.setAttribute(name, value);

let answer = NOTHING; // what is offered, and for which text
let asked = question(); // the text and the caret that were last asked about
let asking;
let chosen = -1;

function question() {
  return `${input.selectionEnd} ${input.value}`;
}

// An answer to what has been changed meanwhile is of no use; a question that is the same needs none.
const look = async ({ isWanted = false } = {}) => {
  const text = input.value;
  if (question() === asked && !isWanted) return;
  asked = question();
  asking?.abort();
  asking = new AbortController();
  const address = `${workspace}/-/complete?${new URLSearchParams({ q: text, at: caretIn(text), project })}`;
  const found = await get(address, { signal: asking.signal }).catch(() => undefined);
  if (!found || text !== input.value || document.activeElement !== input) return;
  const isUseful = isWanted || found.key || found.prefix;
  show(isUseful && !isThereAlready(found, text) ? { ...found, ...around(found, text) } : NOTHING);
};

// What stays when an offer is taken: somebody may have typed on since it was asked for.
const around = ({ start, end }, text) => ({ before: text.slice(0, placeIn(text, start)), behind: text.slice(placeIn(text, end)) });

// The server counts characters as people do, and not halves of those that JavaScript needs two for.
const caretIn = (text) => [...text.slice(0, input.selectionEnd)].length;
const placeIn = (text, count) => [...text].slice(0, count).join("").length;

const isThereAlready = ({ options, start, end }, text) => options.length === 1 && options[0].text === [...text].slice(start, end).join("");

// How it is shown

const show = (found) => {
  const former = answer.options[chosen]?.text; // still wanted, if it is still there
  answer = found;
  offers.replaceChildren(...answer.options.map(option));
  offers.hidden = !answer.options.length;
  input.ariaExpanded = String(!offers.hidden);
  choose(answer.options.findIndex(({ text }) => text === former));
};

const option = ({ shown, name, detail }, at) => {
  const element = Object.assign(document.createElement("div"), { className: "item", id: `offer-${at}` });
  element.setAttribute("role", "option");
  element.append(part("strong cut", shown), part("cut", name), part("dim note end cut", detail));
  return element;
};

const part = (className, textContent) => Object.assign(document.createElement("span"), { className, textContent });

const choose = (at) => {
  offers.children[chosen]?.removeAttribute("aria-selected");
  const count = offers.children.length;
  chosen = at < 0 ? -1 : at % count;
  const element = offers.children[chosen];
  element?.setAttribute("aria-selected", "true");
  element?.scrollIntoView({ block: "nearest" });
  if (element) input.setAttribute("aria-activedescendant", element.id);
  else input.removeAttribute("aria-activedescendant");
};

// Taking

const take = ({ text }) => {
  const { before, behind } = answer;
  const start = before.length;
  const end = input.value.length - behind.length;
  if (end < start || !input.value.startsWith(before) || !input.value.endsWith(behind)) return close();
  const goesOn = text.endsWith(":") || input.value[end] === " " || input.value[end] === ")";
  input.setRangeText(goesOn ? text : `${text} `, start, end, "end");
  close();
  input.dispatchEvent(new Event("input", { bubbles: true }));
};

const close = () => {
  asking?.abort();
  show(NOTHING);
};

const step = (by) => {
  const count = answer.options.length;
  if (!count) look({ isWanted: true });
  else choose(chosen < 0 ? (by > 0 ? 0 : count - 1) : (chosen + by + count) % count);
};

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => take(answer.options[chosen]),
  Tab: () => take(answer.options[Math.max(chosen, 0)]),
  Escape: close,
};
const NEEDS = { ArrowDown: () => true, Enter: () => chosen >= 0, Tab: ({ shiftKey }) => !shiftKey && !offers.hidden };

input.addEventListener("keydown", (event) => {
  const { key } = event;
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || !KEYS[key]) return;
  if (!(NEEDS[key] ?? (() => !offers.hidden))(event)) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[key]();
});

// What is being composed is no word yet.
input.addEventListener("input", (event) => !event.isComposing && look());
input.addEventListener("compositionend", () => look());
input.addEventListener("click", () => !offers.hidden && look());
input.addEventListener("keyup", ({ key }) => !offers.hidden && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(key) && look());
input.addEventListener("blur", close);

offers.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
offers.addEventListener("click", ({ target }) => {
  const at = [...offers.children].indexOf(target.closest("[role=option]"));
  if (at >= 0) take(answer.options[at]);
});
