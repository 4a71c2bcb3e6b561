// Rows of a list stay as fresh as the issues, in their places: nothing moves under who reads. What does not belong here
// any more shows that, and what is new waits behind a bar, until somebody asks for it.
import { items, moveTo, replaceItem } from "./browsing.js";
import { on } from "./commands.js";
import { renew } from "./list.js";
import { fetchPage } from "./requests.js";

const SETTLES_MS = 400; // what one has done oneself is shown by then
const SAID_EVERY_MS = 5_000; // to who listens to the page
const CHANGED_LAST_FIRST = !/\bsort:-?created\b/.test(document.body.dataset.query);
const bar = document.querySelector("[data-new-rows]");
const words = JSON.parse(bar.dataset.words);
const plural = new Intl.PluralRules(document.documentElement.lang);
const waiting = new Set(); // issues that belong here and are not shown
let hasMissed = false;

document.addEventListener("unknot:event", ({ detail: { issue, kind, row, fits } }) => {
  const shown = items().find((item) => item.dataset.issue === issue);
  if (shown) {
    if (row) replaceItem(shown, toElement(row));
    shown.classList.toggle("gone", !fits);
  } else if (fits && comesFirst(kind)) {
    waiting.add(issue);
  } else if (!fits) {
    waiting.delete(issue);
  }
  tellSoon();
});

document.addEventListener("unknot:missed", () => {
  hasMissed = true;
  tellSoon();
});

const comesFirst = (kind) => kind === "issue_created" || kind === "issue_restored" || (CHANGED_LAST_FIRST && kind !== "marks_changed");

const toElement = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

let settling;
const tellSoon = () => {
  clearTimeout(settling);
  settling = setTimeout(tellWaiting, SETTLES_MS);
};

const tellWaiting = () => {
  for (const item of items()) waiting.delete(item.dataset.issue);
  bar.hidden = !waiting.size && !hasMissed;
  if (bar.hidden) return;
  bar.querySelector("[data-words]").textContent = hasMissed ? words.missed : counted(waiting.size);
  sayPolitely(bar.textContent);
};

// "3 new issues", in the form that the language has for the number.
const counted = (count) => (words[plural.select(count)] ?? words.other).replace("%(n)s", count.toLocaleString(document.documentElement.lang));

let saidAt = 0;
const sayPolitely = (text) => {
  if (Date.now() - saidAt < SAID_EVERY_MS) return;
  saidAt = Date.now();
  document.querySelector("#said").textContent = text;
};

// The list as it is now, with what was selected, and the cursor on the first of what is new.
const showNew = async () => {
  const top = document.querySelector("[data-to-top]"); // from a date on, nothing new ever comes first
  if (top) return location.assign(top.href);
  const page = await fetchPage();
  const known = new Set(items().map((item) => item.dataset.issue));
  renew(page);
  for (const place of ["[data-total]", ".rail"]) document.querySelector(place).replaceChildren(...document.importNode(page.querySelector(place), true).childNodes);
  for (const item of items()) item.classList.toggle("arrived", !known.has(item.dataset.issue));
  waiting.clear();
  hasMissed = false;
  bar.hidden = true;
  const first = items().find((item) => item.matches(".arrived")) ?? items()[0];
  moveTo(first, { scroll: false });
  first?.scrollIntoView({ block: "center" });
};

bar.addEventListener("click", showNew);
on("show-new", showNew, () => !bar.hidden);
