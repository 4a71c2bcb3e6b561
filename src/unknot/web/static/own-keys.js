// One's own keys: pressed instead of written, kept at once, and known to this page at once. What is no key, or is that of
// another command, the server says: then nothing is kept, and what is wrong stands beside it.
import { readKeys } from "./commands.js";
import { named, SEQUENCE_MS } from "./keys.js";
import { lost } from "./requests.js";
import { complain, forgive, say } from "./toasts.js";

const HELD = "[data-own-keys]";
const SHOWN = [HELD, "[data-titles]", ".top [data-new]", ".q kbd", "#you"]; // where keys stand
const words = document.querySelector(HELD).dataset;
const byId = (id) => document.getElementById(id);

// Pressing

let asked; // { id, value, keys } while somebody is to press a key: the field, what it held, what was pressed so far
let timer;

const ask = (id) => {
  asked = { id, value: byId(id).value, keys: [] };
  byId(`${id}-press`).focus(); // which not every browser does when it is clicked
  show();
  if (byId("said")) byId("said").textContent = words.help;
};

const show = () => {
  const field = byId(asked.id);
  field.value = asked.keys.length ? `${asked.keys[0].toUpperCase()} …` : words.press;
  field.classList.add("asked");
  byId(`${asked.id}-press`).setAttribute("aria-pressed", "true");
};

const stop = () => {
  if (!asked) return;
  clearTimeout(timer);
  const field = byId(asked.id);
  field.value = asked.value;
  field.classList.remove("asked");
  byId(`${asked.id}-press`).removeAttribute("aria-pressed");
  asked = undefined;
};

const take = (key) => {
  const field = byId(asked.id);
  stop();
  field.value = /^[a-z]( [a-z])?$/.test(key) ? key.toUpperCase() : key; // as it is printed
  keep(field.form);
};

const press = (key) => {
  clearTimeout(timer);
  asked.keys.push(key);
  if (asked.keys.length > 1 || !/^[a-z]$/.test(key)) return take(asked.keys.join(" "));
  show();
  timer = setTimeout(() => take(key), SEQUENCE_MS); // another may follow
};

addEventListener("keydown", (event) => {
  if (!asked) return;
  const key = named(event);
  if (/^(Shift\+)?Tab$/.test(key)) return stop();
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!key || event.isComposing) return;
  if (key === "Escape") stop();
  else if (key === "Backspace") take("");
  else press(key);
}, true);

// Keeping: the answer is the page as it is then, of which this one takes over what shows keys.

let latest = Promise.resolve(); // one after the other, so that what was done last is also kept last

const keep = (form, submitter) => {
  const fields = new URLSearchParams(new FormData(form, submitter));
  latest = latest.then(() => deliver(form.action, fields)).catch((error) => complain(error, document.querySelector(HELD)));
};

const deliver = async (address, fields) => {
  const answer = await fetch(address, { method: "POST", body: fields, headers: { accept: "text/html" } }).catch(() => {
    throw lost();
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  forgive();
  takeOver(page);
  if (answer.ok) say(page.querySelector(".done").textContent);
  else document.querySelector(`${HELD} [aria-invalid]`)?.closest("li").scrollIntoView({ block: "nearest" });
};

const takeOver = (page) => {
  const focused = document.activeElement.id;
  for (const part of SHOWN) {
    const [shown, fresh] = [document, page].map((one) => one.querySelector(part));
    if (shown && fresh) shown.replaceWith(document.importNode(fresh, true));
  }
  readKeys();
  begin();
  byId(focused)?.focus({ preventScroll: true });
  if (!asked) return;
  asked.value = byId(asked.id).value;
  show();
};

const begin = () => {
  for (const button of document.querySelectorAll("[data-press-for]")) button.hidden = false;
};

document.addEventListener("click", ({ target }) => {
  const id = target.closest("[data-press-for]")?.dataset.pressFor;
  const isOn = asked?.id === id;
  stop();
  if (id && !isOn) ask(id);
});
document.addEventListener("change", ({ target }) => target.closest(HELD) && keep(target.form));
document.addEventListener("submit", (event) => {
  if (!event.target.closest(HELD)) return;
  event.preventDefault();
  keep(event.target, event.submitter);
});
begin();
