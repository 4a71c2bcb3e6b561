// What lies over any page: the palette, the sheet of keys, a new issue. Each is fetched when the browser has time for it,
// or when it is wanted sooner.
import { on } from "./commands.js";
import "./recent.js";
import { lost } from "./requests.js";
import { complain } from "./toasts.js";

const modules = { palette: () => import("./palette.js"), sheet: () => import("./sheet.js"), quick: () => import("./quick.js") };
const loaded = {};
const load = async (name) => (loaded[name] ??= await modules[name]());

// At once where that can be. What is typed while it is still on its way is meant for it, and is no command.
const show = (name) => async (event) => {
  early = "";
  isEntered = false;
  try {
    await (loaded[name] ?? (await load(name))).show(event);
  } catch (error) {
    complain(error instanceof TypeError ? lost() : error); // so fail imports and requests without a connection
  } finally {
    const text = early;
    early = undefined;
    typeInto(document.activeElement, text);
  }
};

let early; // text; undefined when nothing is on its way
let isEntered; // whether Enter followed it

addEventListener("keydown", (event) => {
  if (early === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  if (event.key === "Enter") isEntered = true;
  else if (event.key.length === 1) early += event.key;
}, true);

const typeInto = (field, text) => {
  if (!field.matches("input, textarea")) return;
  if (text) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  if (text) field.dispatchEvent(new Event("input", { bubbles: true }));
  if (isEntered) field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
};

on("palette", show("palette"));
on("shortcuts", show("sheet"));
on("new", show("quick"), () => document.querySelector("[data-new]"));

document.addEventListener("click", (event) => {
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!isPlain || !event.target.closest("a[data-new]")) return;
  event.preventDefault();
  show("quick")(event);
});

// A click beside a dialog closes it, as it does for menus, unless somebody writes in it.
document.addEventListener("pointerdown", ({ target }) => {
  if (target.matches("dialog") && !target.dataset.keeps) target.close();
});
document.addEventListener("click", ({ target }) => target.closest("[data-close]")?.closest("dialog")?.close());

const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 500));
const tryToLoad = (name) => load(name).catch(() => undefined); // without a connection: again when it is wanted
whenIdle(() => Object.keys(modules).forEach((name) => document.getElementById(name) && tryToLoad(name)));
