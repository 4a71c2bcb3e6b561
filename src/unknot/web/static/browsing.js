// Issues as a list or a board shows them: a cursor that keys move, some that are selected, and what is done with them.
import { on, onEscape } from "./commands.js";
import { showBeside } from "./menus.js";
import { fetchPage, send } from "./requests.js";
import { freshen } from "./times.js";
import { complain } from "./toasts.js";
import { done } from "./undo.js";

import { follow } from "./peek.js";

const ITEM = ".row, .card";
export const root = document.querySelector("[data-list], [data-board]");
const bulk = document.querySelector("#bulk");

export const items = (within = root) => [...within.querySelectorAll(ITEM)];
export const itemOf = (element) => element.closest(ITEM);
export const current = () => items().find((item) => item.hasAttribute("aria-current"));
export const picked = () => items().filter((item) => boxOf(item).checked);
export const targets = () => (picked().length ? picked() : [current()].filter(Boolean));
const boxOf = (item) => item.querySelector(".pick");

// The cursor

export const moveTo = (item, { scroll = true } = {}) => {
  if (!item) return;
  moveCursorTo(item);
  item.querySelector("a.t").focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest", inline: "nearest" });
};

// So many steps on among some items; from nowhere, to the first.
export const step = (by, all = items()) => moveTo(all[Math.min(Math.max(all.indexOf(current()) + by, 0), all.length - 1)]);

const moveCursorTo = (item) => {
  current()?.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
};

root.addEventListener("focusin", ({ target }) => {
  const item = itemOf(target);
  if (item && item !== current()) moveCursorTo(item);
});

// A dialog gives the focus back to where it was; an item that changed meanwhile has a new place for it.
document.addEventListener("close", () => document.activeElement === document.body && current()?.querySelector("a.t").focus({ preventScroll: true }), true);

// Which issues are here, so that an issue's page can lead to the next one.
const remember = () => {
  const issues = items().map(({ dataset: { key, href } }) => ({ key, href }));
  sessionStorage.setItem("list", JSON.stringify({ address: location.pathname + location.search, issues }));
  sessionStorage.setItem("cursor", current()?.dataset.key ?? "");
};
addEventListener("pagehide", remember);

// Selection

let anchor;

const pick = (item, isOn = !boxOf(item).checked) => {
  boxOf(item).checked = isOn;
  tellSelected();
};

const extend = (by) => {
  if (current()) pick(current(), true);
  step(by, itemsBeside(current()));
  if (current()) pick(current(), true);
};

// A board's cursor moves within a column, a list's through all groups.
const itemsBeside = (item) => items(item?.closest(".board [data-cell]") ?? root);

const pickAll = (isOn) => {
  for (const item of items()) boxOf(item).checked = isOn && item.checkVisibility(); // a lane of a board may be folded
  tellSelected();
};

const tellSelected = () => {
  const place = root.querySelector("[data-selected]");
  if (place) place.textContent = place.dataset.words?.replace("%(n)s", picked().length) ?? String(picked().length);
};

root.addEventListener("click", ({ target, shiftKey }) => {
  const item = target.matches(".pick") && itemOf(target);
  if (!item) return;
  if (shiftKey && anchor) for (const between of itemsFrom(anchor, item)) boxOf(between).checked = target.checked;
  anchor = item;
  tellSelected();
});

const itemsFrom = (one, other) => {
  const all = items();
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(from, to + 1);
};

// Changes show at once. The page then takes over what the server has; what was refused comes back as it was.

const change = async (fields, show) => {
  const chosen = targets();
  if (!chosen.length) return;
  showCursor();
  const before = chosen.map((item) => [item, item.cloneNode(true)]);
  for (const item of chosen) show?.(item);
  try {
    done(await sendFor(chosen, fields));
    tellChanged(chosen);
  } catch (error) {
    for (const [item, former] of before) replaceItem(item, former);
    complain(error, root);
  }
};

// One after the other: what a quick hand did last is also what the server hears last. Who leaves the page takes nothing
// back: what still waits is sent then, and nobody hears of it here.
let latest = Promise.resolve();
const waiting = new Set();
export const sendFor = (chosen, fields) => {
  const all = [...chosen.map((item) => ["issue", item.dataset.issue]), ...Object.entries(fields)];
  waiting.add(all);
  const answer = latest.then(() => (waiting.delete(all) ? send(bulk.action, all) : new Promise(() => {})));
  latest = answer.catch(() => undefined);
  return answer;
};

addEventListener("pagehide", () => {
  for (const all of waiting) send(bulk.action, all).catch(() => undefined);
  waiting.clear();
});

export const tellChanged = (chosen) => {
  const issues = chosen.map((item) => item.dataset.issue);
  document.dispatchEvent(new CustomEvent("unknot:changed", { detail: { issues } }));
};

const SHOWN_IN = { status: ".st", level: ".lvl" };

// What the menu, or a column's head, shows of a status or level, in the place of what an item showed.
export const showChosen = (name, from) => (item) => {
  const mark = from.querySelector(SHOWN_IN[name])?.cloneNode(true);
  const place = mark && item.querySelector(`:scope > ${SHOWN_IN[name]}, :scope > header > ${SHOWN_IN[name]}`);
  if (!place) return;
  if (name === "level" && mark.dataset.l !== "none") mark.querySelector(".vh")?.classList.remove("vh");
  place.replaceWith(mark);
};

// Another state of the same issue in its place, without moving what the reader looks at.
export const replaceItem = (item, fresh) => {
  const hadFocus = item.contains(document.activeElement);
  const isPicked = boxOf(item).checked;
  item.className = fresh.className;
  Object.assign(item.dataset, fresh.dataset);
  item.replaceChildren(...document.importNode(fresh, true).childNodes);
  boxOf(item).checked = isPicked;
  freshen(item);
  if (hadFocus) item.querySelector("a.t").focus({ preventScroll: true });
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("button[form=bulk]:not([data-many])");
  if (!button) return;
  event.preventDefault();
  button.closest("[popover]")?.hidePopover();
  current()?.querySelector("a.t").focus({ preventScroll: true }); // now: once the answer is there, it may be elsewhere
  change({ [button.name]: button.value }, button.name === "trash" ? showGone : showChosen(button.name, button));
});

const showGone = (item) => item.classList.add("gone");

const openPicker = (name) => () => {
  const menu = document.querySelector(`#bulk-${name}`);
  const item = targets()[0];
  if (!menu || !item) return false;
  showCursor();
  showBeside(menu, item);
};

// What is done to the issue under the cursor is seen, also where that has been left behind.
const showCursor = () => picked().length || current()?.scrollIntoView({ block: "nearest" });

// Many at once, or all that match: in a dialog that is fetched when it is wanted

const openMany = async (address, fields) => (await import("./bulk.js")).open(address, fields);
const many = document.querySelector("[data-many]");
const all = document.querySelector("[data-many-all]");
const changeMany = () => openMany(many.formAction, [...targets().map((item) => ["issue", item.dataset.issue]), ["back", location.pathname + location.search]]);
const changeAll = () => openMany(all.href);

root.addEventListener("click", (event) => {
  const wanted = [[many, changeMany], [all, changeAll]].find(([place]) => place && event.target.closest("[data-many], [data-many-all]") === place);
  if (!wanted || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  wanted[1]();
});

// More of a group, in place, further down or back up; what the reader looks at stays where it is

root.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-more], [data-newer]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const section = link.closest("[data-cell]");
  const page = await fetchPage(link.href);
  const fresh = page.querySelector(`[data-cell="${CSS.escape(section.dataset.cell)}"]`);
  const known = new Set(items(section).map((item) => item.dataset.issue));
  const added = (fresh ? items(fresh) : []).filter((item) => !known.has(item.dataset.issue)).map((item) => document.importNode(item, true));
  const place = link.parentElement;
  const isUp = place.matches(".newer");
  const [first] = items(section);
  const top = first?.getBoundingClientRect().top;
  section.querySelector("ol")[isUp ? "prepend" : "append"](...added);
  for (const item of added) freshen(item);
  const further = fresh?.querySelector(`.${place.className}`);
  if (further) place.replaceWith(document.importNode(further, true));
  else place.remove();
  if (isUp && first) scrollBy(0, first.getBoundingClientRect().top - top);
});

const mayChange = () => bulk !== null; // who only reads is given no form for changes
const some = () => mayChange() && targets().length > 0;

on("pick", () => current() && pick(current()), mayChange);
on("extend-down", () => extend(1), mayChange);
on("extend-up", () => extend(-1), mayChange);
on("select-all", () => pickAll(true), mayChange);
on("select-none", () => pickAll(false), () => picked().length > 0);
onEscape("clear", () => pickAll(false), () => picked().length > 0);
on("set-status", openPicker("status"), some);
on("set-level", openPicker("level"), some);
on("set-assignee", openPicker("assignee"), some);
on("set-label", openPicker("label"), () => some() && document.querySelector("#bulk-label"));
on("assign-me", () => change({ assignee: "me" }), some);
on("delete", () => change({ trash: "yes" }, showGone), some);
on("change-many", changeMany, some);
on("change-all", changeAll, mayChange);
const bar = document.querySelector("main > .bar");
on("filter", () => {
  const button = document.querySelector("[popovertarget=filter]");
  // Its button may have scrolled away; the bar never does.
  if (button.getBoundingClientRect().top >= bar.getBoundingClientRect().bottom) button.click();
  else showBeside(document.querySelector("#filter"), bar);
});
const dates = document.querySelector("[popovertarget=jump]"); // where the order is one of times
if (dates) on("go-date", () => (dates.checkVisibility() ? dates.click() : showBeside(document.querySelector("#jump"), bar)));

follow(root, current, () => {
  moveTo(items()[0]);
  return current();
});

// Back from an issue, the cursor is where it was.
const kept = sessionStorage.getItem("cursor");
moveTo(items().find((item) => item.dataset.key === kept));
tellSelected();
