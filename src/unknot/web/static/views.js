// Tabs of views: how many issues each has, and keys that open them.
import { on } from "./commands.js";
import { fetchPage, get } from "./requests.js";

const SETTLES_MS = 1_000; // one wish may be many events
const EVERY_MS = 5_000; // at most, however much happens
const strip = document.querySelector("[data-counts]");
const tabs = () => [...strip.querySelectorAll("a")];
const { lang } = document.documentElement;

// Counts that need a look at texts come when the page stands: it waits for none but its own.
let counted = 0; // when
const count = async () => {
  counted = Date.now();
  const { counts, query, project } = strip.dataset;
  const asked = new URLSearchParams(location.search);
  asked.set("q", query);
  asked.set("project", project);
  if (document.body.dataset.page === "board") asked.set("board", "yes");
  const found = await get(`${counts}?${asked}`).catch(() => ({}));
  for (const [key, number] of Object.entries(found)) {
    const place = strip.querySelector(`[data-count-of="${CSS.escape(key)}"]`);
    if (!place) continue;
    place.textContent = number.toLocaleString(lang);
    place.hidden = false;
  }
};

let settling;
const countSoon = () => {
  settling ??= setTimeout(() => {
    settling = undefined;
    if (!document.hidden) count();
  }, Math.max(SETTLES_MS, counted + EVERY_MS - Date.now()));
};
document.addEventListener("visibilitychange", () => document.hidden || countSoon());
for (const kind of ["unknot:event", "unknot:missed", "unknot:changed"]) document.addEventListener(kind, countSoon);

// A view that was brought back, or changed back, is here again.
const takeOver = async () => {
  const page = await fetchPage();
  for (const place of ["[data-counts]", ".rail"]) {
    const fresh = page.querySelector(place);
    if (fresh) document.querySelector(place).replaceChildren(...document.importNode(fresh, true).childNodes);
  }
  showCurrent();
  await count();
};
document.addEventListener("unknot:undone", () => takeOver().catch(() => undefined));

const showCurrent = () => {
  const current = strip.querySelector("[aria-current]");
  if (current) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
};

on("go-view", ({ key }) => tabs()[Number(key) - 1]?.click(), () => tabs().length);
on("copy-view", () => navigator.clipboard?.writeText(document.querySelector("[data-command=copy-view]").href));

showCurrent();
if (strip.querySelector("[data-count-of][hidden]")) count().then(showCurrent); // which the numbers may have pushed aside
