// The shell: going places by key, the theme, the search box, and what lies over pages.
import "./keys.js";
import "./overlays.js";
import { on } from "./commands.js";
import { send } from "./requests.js";

const { workspace, here } = document.body.dataset;
const go = (address) => () => location.assign(address);

const places = {
  inbox: `${workspace}/-/inbox`,
  my: `${workspace}/-/my`,
  incidents: `${workspace}/-/incidents`,
  list: here,
  board: `${here}/board`,
  overview: here === workspace ? `${workspace}/-/overview` : `${here}/overview`,
  settings: `${workspace}/-/settings/members`,
  keys: "/settings/keys",
};
for (const [name, address] of Object.entries(places)) {
  on(`go-${name}`, go(address), () => name !== "board" || here !== workspace);
}

const box = document.querySelector("#q");
on("search", () => box?.select());
// What helps to type is fetched when somebody begins to; without it, the box searches as well.
box?.addEventListener("focus", () => import("./complete.js").catch(() => undefined), { once: true });

const changeTheme = () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  send("/settings/look", { theme: root.dataset.theme });
};
on("theme", changeTheme);

on("escape", ({ target }) => (target.matches("#q") ? target.blur() : false));

const addressHere = () => document.querySelector(":is(.row, .card)[aria-current] a.t, [data-command=copy-view]")?.href ?? location.href.split("?")[0];
on("copy-link", () => navigator.clipboard?.writeText(addressHere()));
