// The palette: everything that can be done here, every place, and every issue, by typing some of its words.
import { available, keysOf } from "./commands.js";
import { caps } from "./keycaps.js";
import { named } from "./keys.js";
import { recent } from "./recent.js";
import { get, send } from "./requests.js";
import { complain } from "./toasts.js";
import { done } from "./undo.js";

const DELAY_MS = 80; // of typing, before issues are looked up
const MOST = 6; // of a kind, once something is typed
const palette = document.querySelector("#palette");
const input = palette.querySelector("input");
const found = palette.querySelector("[role=listbox]");
const words = palette.dataset;
const { workspace } = document.body.dataset;

export const show = () => {
  if (palette.open) return palette.close();
  subject = undefined;
  input.value = "";
  hits = [];
  palette.showModal();
  people = [];
  list();
};

let subject; // the issue of which Tab shows what can be done
let hits = [];
let people = [];

// What is offered, in groups: { title, detail, icon or mark, keys, href or run }

const offered = () => {
  const text = input.value.trim();
  if (subject) return [[subject.key, deedsOn(subject)]];
  if (!text) return [[words.recent, recent().slice(0, MOST).map(issueOption)], [subjectHere(), deeds()], [words.actions, actions()], [words.go, places()]];
  const few = (some) => matching(text, some).slice(0, MOST);
  // What is known here comes first: what the server finds later moves nothing that somebody is about to press.
  return [[words.actions, few([...deeds(), ...actions()])], [words.go, few([...places(), ...persons()])], [words.issues, [...hits.map(issueOption), search(text)]]];
};

// Commands come in the groups of the sheet of keys. Those that move the cursor are of no use here.
const inGroup = (group) => {
  const names = new Set([...document.querySelectorAll(`[data-kind="${group}"] > *`)].map((title) => title.dataset.titleOf));
  return available().filter(({ name, title }) => title && names.has(name) && !["palette", "escape"].includes(name)).map(commandOption);
};
const commandOption = ({ name, title, keys, run }) => ({ title, icon: ICONS[name], keys: keys[0], run: () => run({ target: document.activeElement }) });
const ICONS = {
  "new": "plus", "search": "search", "undo": "undo", "shortcuts": "key", "theme": "theme", "copy-link": "link",
  "go-inbox": "inbox", "go-my": "me", "go-incidents": "incident", "go-list": "list", "go-board": "board", "go-overview": "chart", "go-settings": "gear", "go-keys": "key", "go-date": "calendar",
  "set-status": "s-in-progress", "set-level": "l-2", "set-assignee": "people", "assign-me": "me", "move": "columns", "move-left": "left", "move-right": "right",
  "edit": "edit", "edit-title": "edit", "update": "comment", "relate": "affects", "move-to-project": "right", "watch": "eye", "acknowledge": "check", "resolve": "check", "delete": "x", "change-many": "list", "change-all": "list",
};

const deeds = () => [...inGroup("change"), ...inGroup("inbox")];
const actions = () => inGroup("everywhere");
const places = () => [...inGroup("go"), ...[...document.querySelectorAll(".rail h3 + ul a.item")].map(linkOption)];

// The issue that is shown, or the one under the cursor.
const subjectHere = () => document.body.dataset.key ?? document.querySelector(":is(.row, .card)[aria-current]")?.dataset.key ?? words.actions;

const linkOption = (link) => ({ title: link.querySelector(".cut").textContent, mark: link.querySelector(".i"), detail: link.closest("ul").previousElementSibling.textContent, href: link.href });
const persons = () => people.map(({ name, username, href }) => ({ title: name, detail: `@${username}`, icon: "me", href }));
const issueOption = (hit) => ({ ...hit, issue: hit, detail: hit.word });
const search = (text) => ({ title: words.search.replace("%(text)s", text), icon: "search", keys: "mod+Enter", href: searchAddress(text) });
const searchAddress = (text) => `${workspace}?${new URLSearchParams({ q: text })}`;

const deedsOn = (issue) => [
  { title: words.open, href: issue.href },
  { title: words.window, run: () => window.open(issue.href) },
  { title: words.copyKey, run: () => navigator.clipboard?.writeText(issue.key) },
  { title: words.copyLink, run: () => navigator.clipboard?.writeText(new URL(issue.href, location).href) },
  { title: words.assign, run: () => change(issue, { assignee: "me" }) },
  { title: words.watch, run: () => change(issue, { watch: "yes" }) },
];

const change = async ({ uuid }, fields) => {
  try {
    done(await send(`${workspace}/-/change`, { issue: uuid, ...fields }));
    document.dispatchEvent(new CustomEvent("unknot:changed", { detail: { issues: [uuid] } }));
  } catch (error) {
    complain(error);
  }
};

// All the words, in any order; what begins with them comes first.
const matching = (text, some) => {
  const wanted = wordsOf(text);
  const fits = some.filter(({ title, detail = "" }) => hasAll(`${title} ${detail}`, wanted));
  return fits.sort((one, other) => begins(other, wanted) - begins(one, wanted));
};

const hasAll = (text, wanted) => wanted.every((word) => text.toLowerCase().includes(word));
const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const begins = ({ title }, wanted) => wanted.some((word) => ` ${title.toLowerCase()}`.includes(` ${word}`));

// How it is shown

let options = []; // as shown, from top to bottom

const list = () => {
  options = [];
  const groups = offered().filter(([, some]) => some.length);
  found.replaceChildren(...groups.map(([name, some]) => group(name, some)));
  if (!options.length) found.append(Object.assign(document.createElement("p"), { className: "dim item", textContent: words.none }));
  choose(0);
};

// The same with what was found meanwhile; the chosen one stays chosen.
const listMore = () => {
  const at = chosen;
  list();
  choose(Math.min(at, options.length - 1));
};

const group = (name, some) => {
  const made = document.createElement("div");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", name);
  const heading = Object.assign(document.createElement("h3"), { textContent: name });
  heading.ariaHidden = "true";
  made.append(heading, ...some.map(option));
  return made;
};

const option = (one) => {
  const element = Object.assign(document.createElement("div"), { className: "item", id: `found-${options.length}` });
  element.setAttribute("role", "option");
  if (one.issue) element.append(statusMark(one.issue), span("key", one.issue.key));
  else element.append(one.mark?.cloneNode(true) ?? icon(one.icon ?? "right"));
  element.append(highlighted(one.title), span("dim note end cut", one.detail ?? ""));
  if (one.keys) element.append(...caps(one.keys));
  options.push({ ...one, element });
  return element;
};

const span = (className, textContent) => Object.assign(document.createElement("span"), { className, textContent });

const statusMark = ({ status, word }) => {
  const mark = span("st", "");
  mark.dataset.s = status.replace("_", "-");
  mark.title = word;
  mark.append(icon(`s-${mark.dataset.s}`));
  return mark;
};

const SVG = "http://www.w3.org/2000/svg";
const icons = document.querySelector("use").href.baseVal.split("#")[0];

const icon = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.ariaHidden = "true";
  svg.append(document.createElementNS(SVG, "use"));
  svg.firstChild.setAttribute("href", `${icons}#${name}`);
  return svg;
};

const highlighted = (title) => {
  const shown = span("cut", "");
  const wanted = subject ? [] : wordsOf(input.value).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = wanted.length ? title.split(new RegExp(`(${wanted.join("|")})`, "gi")) : [title];
  shown.append(...parts.map((part, at) => (at % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part)));
  return shown;
};

// Choosing

let chosen = 0;

const choose = (at) => {
  options[chosen]?.element.removeAttribute("aria-selected");
  chosen = options.length ? (at + options.length) % options.length : 0;
  const { element } = options[chosen] ?? {};
  element?.setAttribute("aria-selected", "true");
  if (chosen) element.scrollIntoView({ block: "nearest" });
  else found.scrollTop = 0;
  if (element) input.setAttribute("aria-activedescendant", element.id);
  else input.removeAttribute("aria-activedescendant");
};

const carryOut = (one) => {
  if (!one) return;
  palette.close();
  if (one.href) location.assign(one.href);
  else one.run();
};

const more = () => {
  const { issue } = options[chosen] ?? {};
  if (!issue) return choose(chosen + 1);
  subject = issue;
  list();
};

const back = () => {
  subject = undefined;
  list();
};

const KEYS = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen - 1),
  PageDown: () => choose(Math.min(chosen + 8, options.length - 1)),
  PageUp: () => choose(Math.max(chosen - 8, 0)),
  Enter: ({ ctrlKey, metaKey }) => (ctrlKey || metaKey ? location.assign(searchAddress(input.value.trim())) : carryOut(options[chosen])),
  Tab: ({ shiftKey }) => (subject ? back() : shiftKey ? choose(chosen - 1) : more()),
};

palette.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const pressed = named(event);
  const isToggle = pressed?.startsWith("mod+") && keysOf("palette").includes(pressed);
  const act = isToggle ? () => palette.close() : event.key === "Escape" && subject ? back : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act(event);
});

found.addEventListener("click", (event) => {
  const element = event.target.closest("[role=option]");
  carryOut(options.find((one) => one.element === element));
});
found.addEventListener("pointermove", ({ target }) => {
  const at = options.findIndex(({ element }) => element === target.closest("[role=option]"));
  if (at >= 0 && at !== chosen) choose(at);
});

// Looking up

let timer;
let asked;

input.addEventListener("input", () => {
  subject = undefined;
  if (!input.value.trim()) people = [];
  hits = input.value.trim() ? hits.filter(({ key, title }) => hasAll(`${key} ${title}`, wordsOf(input.value))) : [];
  list();
  clearTimeout(timer);
  timer = setTimeout(lookUp, DELAY_MS);
});

const lookUp = async () => {
  const text = input.value.trim();
  asked?.abort();
  asked = new AbortController();
  const ask = (where) => get(`${workspace}/-/${where}?${new URLSearchParams({ q: text })}`, { signal: asked.signal }).catch(() => undefined);
  const [issues, persons] = text ? await Promise.all([ask("find"), ask("people")]) : [[], []];
  if (text !== input.value.trim()) return;
  hits = issues ?? hits;
  people = persons ?? people;
  listMore();
};
