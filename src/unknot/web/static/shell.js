// The shell: going places by key, the theme, the search box.
import "./keys.js";
import { register } from "./commands.js";
import { send } from "./requests.js";

const { workspace, here } = document.body.dataset;
const go = (address) => () => location.assign(address);

// Titles are in the page, in the reader's language: [data-title-of="name"].
const titled = (name) => document.querySelector(`[data-title-of="${name}"]`)?.textContent ?? name;

const places = {
  inbox: ["g i", `${workspace}/-/inbox`],
  my: ["g m", `${workspace}/-/my`],
  incidents: ["g n", `${workspace}/-/incidents`],
  list: ["g l", here],
  board: ["g b", `${here}/board`],
  overview: ["g d", here === workspace ? `${workspace}/-/overview` : `${here}/overview`],
  settings: ["g s", `${workspace}/-/settings/members`],
};
for (const [name, [keys, address]] of Object.entries(places)) {
  register({ name: `go-${name}`, title: titled(`go-${name}`), keys, run: go(address), when: () => name !== "board" || here !== workspace });
}

const writeNew = () => {
  const link = document.querySelector("[data-new]");
  if (!link) return false;
  location.assign(link.href);
};
register({ name: "new", title: titled("new"), keys: "c", run: writeNew });

register({
  name: "search",
  title: titled("search"),
  keys: "/",
  run: () => document.querySelector("#q")?.select(),
});

const changeTheme = () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  send("/settings/theme", { theme: root.dataset.theme });
};
register({ name: "theme", title: titled("theme"), run: changeTheme });

register({
  name: "escape",
  keys: "Escape",
  run: ({ target }) => (target.matches("#q") ? target.blur() : false),
});

register({
  name: "copy-link",
  title: titled("copy-link"),
  keys: "y",
  run: () => navigator.clipboard?.writeText(document.querySelector(".row[aria-current] a.t")?.href ?? location.href.split("?")[0]),
});
