// While somebody writes the title of a new issue: those that are there already and may be the same.
import { get } from "./requests.js";

const ENOUGH = 12; // letters, before it makes sense to look
const ENOUGH_SIGNS = 5; // where a sign is a word
const DELAY_MS = 200;

let asked;
let timer;

document.addEventListener("input", ({ target }) => {
  const place = target.matches?.("[name=title]") && target.form?.querySelector("[data-similar]");
  if (!place) return;
  clearTimeout(timer);
  timer = setTimeout(() => look(target.value.trim(), place), DELAY_MS);
});

const look = async (title, place) => {
  asked?.abort();
  asked = new AbortController();
  const isEnough = title.length >= (/[\u3040-\u9fff]/.test(title) ? ENOUGH_SIGNS : ENOUGH);
  const address = `${place.dataset.similar}?${new URLSearchParams({ like: title })}`;
  const hits = isEnough ? await get(address, { signal: asked.signal }).catch(() => undefined) : [];
  if (hits) tell(hits, place);
};

const tell = (hits, place) => {
  place.hidden = !hits.length;
  place.querySelector("ul").replaceChildren(...hits.map(line));
};

const line = ({ key, title, href, word }) => {
  const made = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href, target: "_blank", className: "cut", textContent: title });
  made.append(part("key", key), link, part("dim note end", word));
  return made;
};

const part = (className, textContent) => Object.assign(document.createElement("span"), { className, textContent });
