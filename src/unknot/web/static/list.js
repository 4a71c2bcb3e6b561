// A list of issues: rows are walked one by one and kept fresh in their places.
import { current, items, moveTo, picked, replaceItem, root, step } from "./browsing.js";
import { on } from "./commands.js";
import { fetchPage } from "./requests.js";
import { freshen } from "./times.js";

const isMenu = ({ target }) => target.closest(".menu");

on("next-row", (event) => (isMenu(event) ? false : step(1)));
on("previous-row", (event) => (isMenu(event) ? false : step(-1)));

// From a date on, what was just changed stands further up, and is here all the same.
const isAway = () => document.querySelector("[data-to-top]") !== null;

// After a change of one's own, the rows as the server has them now. What fits no longer stays where it is, and shows
// that it is gone, until the page is loaded anew.
const takeOver = async (detail) => {
  const page = await fetchPage();
  const fresh = new Map([...page.querySelectorAll(".row")].map((row) => [row.dataset.issue, row]));
  for (const row of items().filter((one) => detail?.issues?.includes(one.dataset.issue) ?? true)) {
    if (fresh.has(row.dataset.issue)) replaceItem(row, fresh.get(row.dataset.issue));
    else if (detail?.issues && !isAway()) row.classList.add("gone");
  }
  if (detail?.go) showFiled(page, detail.go);
  takeCounts(page);
};

// How many there are in groups, in the list and in the rail, as the page has them now.
const takeCounts = (page) => {
  takeCount(page, "[data-total]");
  for (const { dataset } of root.querySelectorAll("[data-cell]")) takeCount(page, `[data-cell="${CSS.escape(dataset.cell)}"] > .group > .dim`);
  for (const item of document.querySelectorAll(".rail .item")) takeCount(page, `.rail .item[href="${CSS.escape(item.getAttribute("href"))}"] > .end`);
};

const takeCount = (page, selector) => {
  const [shown, fresh] = [document, page].map((one) => one.querySelector(selector));
  if (shown && fresh) shown.textContent = fresh.textContent;
};

// A lost connection is told elsewhere, and caught up.
document.addEventListener("unknot:changed", ({ detail }) => takeOver(detail).catch(() => undefined));

// All rows as a page has them, with what was selected.
export const renew = (page) => {
  const chosen = new Set(picked().map((item) => item.dataset.issue));
  for (const old of root.querySelectorAll(":scope > section, :scope > .empty")) old.remove();
  const fresh = page.querySelectorAll("[data-list] > section, [data-list] > .empty");
  root.querySelector("[data-new-rows]").after(...[...fresh].map((one) => document.importNode(one, true)));
  for (const item of items()) {
    item.querySelector(".pick").checked = chosen.has(item.dataset.issue);
    freshen(item);
  }
};

const rowAt = (href) => items().find((one) => one.dataset.href === href);

// An issue that was just filed here comes where it belongs; a list that had no such group is renewed.
const showFiled = (page, href) => {
  const row = page.querySelector(`.row[data-href="${CSS.escape(href)}"]`);
  const group = row?.closest("section").dataset.cell;
  if (!row || rowAt(href)) return;
  const place = root.querySelector(`section[data-cell="${CSS.escape(group)}"] ol`);
  if (!place) {
    const here = current()?.dataset.href;
    renew(page);
    return moveTo(rowAt(here ?? href), { scroll: false });
  }
  const after = row.previousElementSibling?.dataset.issue;
  const filed = document.importNode(row, true);
  if (after) [...place.children].find((one) => one.dataset.issue === after)?.after(filed);
  else place.prepend(filed);
  freshen(filed);
  if (!current()) moveTo(filed, { scroll: false });
};
