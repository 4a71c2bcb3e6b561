// A list of issues: a cursor that keys move, issues that are selected, and what is done with them.
import { register } from "./commands.js";
import { send, fetchPage } from "./requests.js";
import { complain } from "./toasts.js";
import { done } from "./undo.js";
import { freshen } from "./times.js";

const list = document.querySelector("[data-list]");
const bulk = document.querySelector("#bulk");
const rows = () => [...list.querySelectorAll(".row")];
const current = () => list.querySelector(".row[aria-current]");
const picked = () => [...list.querySelectorAll(".pick:checked")].map((box) => box.closest(".row"));
const targets = () => (picked().length ? picked() : [current()].filter(Boolean));

// The cursor

const moveTo = (row, { scroll = true } = {}) => {
  if (!row) return;
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.querySelector("a.t").focus({ preventScroll: true });
  if (scroll) row.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const all = rows();
  const at = all.indexOf(current());
  moveTo(all[Math.min(Math.max(at + by, 0), all.length - 1)] ?? all[0]);
};

list.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row && row !== current()) moveTo(row, { scroll: false });
});

// Which issues this list has, so that an issue's page can lead to the next one.
const remember = () => {
  const issues = rows().map((row) => ({ key: row.dataset.key, href: row.dataset.href }));
  sessionStorage.setItem("list", JSON.stringify({ address: location.pathname + location.search, issues }));
  sessionStorage.setItem("cursor", current()?.dataset.key ?? "");
};
addEventListener("pagehide", remember);

// Selection

let anchor;

const pick = (row, isOn = !row.querySelector(".pick").checked) => {
  row.querySelector(".pick").checked = isOn;
  tellSelected();
};

const extend = (by) => {
  if (current()) pick(current(), true);
  step(by);
  if (current()) pick(current(), true);
};

const pickAll = (isOn) => {
  for (const row of rows()) row.querySelector(".pick").checked = isOn;
  tellSelected();
};

const tellSelected = () => {
  const count = picked().length;
  const place = list.querySelector("[data-selected]");
  if (place) place.textContent = place.dataset.words?.replace("%(n)s", count) ?? String(count);
};

list.addEventListener("click", (event) => {
  const box = event.target.closest(".pick");
  if (!box) return;
  const row = box.closest(".row");
  if (event.shiftKey && anchor) {
    const all = rows();
    const [from, to] = [all.indexOf(anchor), all.indexOf(row)].sort((a, b) => a - b);
    for (const between of all.slice(from, to + 1)) between.querySelector(".pick").checked = box.checked;
  }
  anchor = row;
  tellSelected();
});

// Changes: shown at once, corrected by what the server answers

const change = async (fields, show) => {
  const chosen = targets();
  if (!chosen.length) return;
  const before = chosen.map((row) => [row, row.innerHTML]);
  for (const row of chosen) show?.(row);
  try {
    done(await send(bulk.action, [...chosen.map((row) => ["issue", row.dataset.issue]), ...Object.entries(fields)]));
    await refresh(chosen);
  } catch (error) {
    for (const [row, html] of before) row.innerHTML = html;
    complain(error, list);
  }
};

const SHOWN_IN = { status: ".st", level: ".lvl" };

const showChosen = (name, button) => (row) => {
  const mark = button.querySelector(SHOWN_IN[name]);
  const place = row.querySelector(`:scope > ${SHOWN_IN[name]}`);
  if (mark && place) place.replaceWith(mark.cloneNode(true));
};

// Take the rows as the server has them now; what fits no longer stays where it is until the page is loaded anew.
const refresh = async (changed) => {
  const page = await fetchPage();
  for (const row of changed) {
    const fresh = page.querySelector(`.row[data-issue="${row.dataset.issue}"]`);
    if (fresh) replaceRow(row, fresh);
    else row.classList.add("gone");
  }
};

// Another state of the same issue in its place, without moving what the reader looks at.
export const replaceRow = (row, fresh) => {
  const node = document.importNode(fresh, true);
  const isCurrent = row.hasAttribute("aria-current");
  const hadFocus = row.contains(document.activeElement);
  node.querySelector(".pick").checked = row.querySelector(".pick").checked;
  row.replaceWith(node);
  freshen(node);
  if (isCurrent) node.setAttribute("aria-current", "true");
  if (hadFocus) node.querySelector("a.t").focus({ preventScroll: true });
};

list.addEventListener("click", (event) => {
  const button = event.target.closest("button[form=bulk]");
  if (!button) return;
  event.preventDefault();
  button.closest("[popover]")?.hidePopover();
  change({ [button.name]: button.value }, showChosen(button.name, button)).then(() => current()?.querySelector("a.t").focus({ preventScroll: true }));
});

const openPicker = (name) => () => {
  const menu = document.querySelector(`#bulk-${name}`);
  const row = targets()[0];
  if (!menu || !row) return false;
  const { left, bottom } = row.getBoundingClientRect();
  menu.showPopover();
  const top = Math.min(bottom, innerHeight - menu.offsetHeight - 8);
  Object.assign(menu.style, { position: "fixed", positionArea: "none", left: `${left + 96}px`, top: `${top}px`, margin: 0 });
};

// More rows of a group, in place

list.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-more]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const section = link.closest("section");
  const page = await fetchPage(link.href);
  const fresh = page.querySelector(`section[data-group="${CSS.escape(section.dataset.group)}"]`);
  const added = [...(fresh?.querySelectorAll(".row") ?? [])].map((row) => document.importNode(row, true));
  section.querySelector("ol").append(...added);
  const more = fresh?.querySelector(".more");
  if (more) link.closest(".more").replaceWith(document.importNode(more, true));
  else link.closest(".more").remove();
  added.forEach((row) => freshen(row));
});

const titled = (name) => document.querySelector(`[data-title-of="${name}"]`)?.textContent ?? name;
const on = (name, keys, run, when) => register({ name, title: titled(name), keys, run, when });

on("next-row", ["j", "ArrowDown"], ({ target }) => (target.closest(".menu") ? false : step(1)));
on("previous-row", ["k", "ArrowUp"], ({ target }) => (target.closest(".menu") ? false : step(-1)));
on("pick", "x", () => current() && pick(current()));
on("extend-down", "Shift+J", () => extend(1));
on("extend-up", "Shift+K", () => extend(-1));
on("select-all", "mod+a", () => pickAll(true));
on("select-none", [], () => pickAll(false));
on("clear", "Escape", () => (picked().length ? pickAll(false) : false), () => picked().length > 0);
on("set-status", "s", openPicker("status"), () => targets().length);
on("set-level", "v", openPicker("level"), () => targets().length);
on("set-assignee", "a", openPicker("assignee"), () => targets().length);
on("set-label", "l", openPicker("label"), () => targets().length && document.querySelector("#bulk-label"));
on("assign-me", "m", () => change({ assignee: "me" }), () => targets().length);
on("delete", "#", () => change({ trash: "yes" }, (row) => row.classList.add("gone")), () => targets().length);
on("filter", "f", () => document.querySelector("#filter").showPopover());

// Back from an issue, the cursor is where it was.
const kept = sessionStorage.getItem("cursor");
const start = rows().find((row) => row.dataset.key === kept);
if (start) moveTo(start);
tellSelected();
