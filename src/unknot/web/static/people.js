// Whoever is not among the few people that a menu or a form offers is looked up while their name is typed.
import { get } from "./requests.js";

const DELAY_MS = 80;

let timer;
let asked;
let hasty; // the field in which Enter was pressed before an answer was there

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-people]")) return;
  clearTimeout(timer);
  hasty = undefined;
  timer = setTimeout(() => look(target), DELAY_MS);
});

// Enter takes the first one: in a menu, menus do it; in a form, it would be sent.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches?.("[data-people]")) return;
  event.preventDefault();
  const first = firstShown(field);
  if (!first) hasty = field;
  else if (field.closest(".several")) take(first);
});

const placeOf = (field) => field.closest("[data-picker], .several");
const firstShown = (field) => placeOf(field).querySelector("[data-word]:not([hidden])");
const take = (item) => (item.querySelector("input") ?? item).click();

const look = async (field) => {
  asked?.abort();
  asked = new AbortController();
  const text = field.value.trim();
  const address = `${field.dataset.people}?${new URLSearchParams({ q: text })}`;
  const found = text ? await get(address, { signal: asked.signal }).catch(() => undefined) : [];
  if (!found || text !== field.value.trim()) return; // more was typed, and is asked about in a moment
  offer(found, placeOf(field));
  if (hasty === field && firstShown(field)) take(firstShown(field));
  hasty = undefined;
};

const offer = (found, place) => {
  const template = place.querySelector("template[data-person]");
  const known = new Set([...place.querySelectorAll("[value]")].map((item) => item.getAttribute("value")));
  for (const one of found) if (!known.has(one.username)) template.before(made(one, template));
};

const made = ({ username, name, mark }, template) => {
  const item = document.importNode(template.content, true).firstElementChild;
  item.dataset.word = `${name} ${username}`;
  (item.matches("[value]") ? item : item.querySelector("[value]")).setAttribute("value", username);
  const place = item.querySelector(".cut");
  place.textContent = name;
  place.insertAdjacentHTML("beforebegin", mark); // the server's, who wrote the name into it as text
  return item;
};

// What a quick hand typed while this was on its way.
const early = document.activeElement;
if (early.value && early.matches("[data-people]")) look(early);
