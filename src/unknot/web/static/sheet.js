// Every key that means something on this page, in groups.
import { all } from "./commands.js";
import { caps } from "./keycaps.js";

const MOST_KEYS = 3; // that are told one by one
const sheet = document.querySelector("#sheet");

export const show = () => {
  if (sheet.open) return sheet.close();
  sheet.querySelector("[data-keys]").replaceChildren(...groups());
  sheet.showModal();
};

const groups = () => {
  const commands = new Map(all().filter(({ keys, title }) => title && keys.length).map((command) => [command.name, command]));
  return [...document.querySelectorAll("[data-group-of]")].flatMap((group) => {
    const shown = [...group.children].map((title) => commands.get(title.dataset.titleOf)).filter(Boolean);
    return shown.length ? [section(group.dataset.groupOf, shown)] : [];
  });
};

const section = (name, commands) => {
  const made = document.createElement("section");
  const lines = document.createElement("dl");
  lines.append(...commands.flatMap(line));
  made.append(Object.assign(document.createElement("h3"), { textContent: name }), lines);
  return made;
};

const line = ({ title, keys }) => {
  const term = Object.assign(document.createElement("dt"), { textContent: title });
  const definition = document.createElement("dd");
  const isRow = keys.length > MOST_KEYS; // as of digits
  for (const [at, one] of (isRow ? [keys[0], keys.at(-1)] : keys).entries()) definition.append(...(at ? [isRow ? " … " : " / "] : []), ...caps(one));
  return [term, definition];
};
