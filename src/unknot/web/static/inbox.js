// The inbox by key: letters are walked, opened and put away, and the next one is there at once.
import { on } from "./commands.js";
import { showCount } from "./live.js";
import { send } from "./requests.js";
import { follow, isPeeking, peekAt, stopPeeking } from "./peek.js";
import { complain, forgive, hush, say } from "./toasts.js";

const list = document.querySelector("[data-inbox-list]");
const form = document.querySelector("#inbox");
const bar = list.querySelector("[data-new-rows]");
const isShowingDone = new URLSearchParams(location.search).get("show") === "done";
const { undo: undoWord } = document.body.dataset;

const letters = () => [...list.querySelectorAll(".letter")];
const current = () => list.querySelector(".letter[aria-current]");

const moveTo = (letter) => {
  if (!letter) return;
  moveCursorTo(letter);
  letter.querySelector("a.t").focus({ preventScroll: true });
  letter.scrollIntoView({ block: "nearest" });
};

const moveCursorTo = (letter) => {
  current()?.removeAttribute("aria-current");
  letter.setAttribute("aria-current", "true");
};

const step = (by) => {
  const all = letters();
  const at = all.indexOf(current());
  moveTo(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
};

list.addEventListener("focusin", ({ target }) => {
  const letter = target.closest(".letter");
  if (letter && letter !== current()) moveTo(letter);
});

follow(list, current, () => letters()[0]);
if (matchMedia("(width >= 64rem)").matches && letters().length) {
  moveCursorTo(letters()[0]); // where there is room for both, the first is read at once
  peekAt(current());
}
delete document.body.dataset.opensBeside; // which kept its place

let putBackLast; // while the toast offers it

// A letter leaves at once, and comes back if the server refuses.
const sort = async (letter, state) => {
  const neighbour = letter.nextElementSibling ?? letter.previousElementSibling;
  const [place, before] = [letter.parentElement, letter.nextElementSibling];
  forgive();
  letter.remove();
  moveTo(neighbour ?? letters()[0]);
  if (!letters().length && isPeeking()) stopPeeking();
  showCounts();
  try {
    showCount((await send(form.action, [[state, letter.dataset.issue]])).new);
    putBackLast = () => putBack(letter, place, before);
    say(list.dataset.done.replace("%(key)s", letter.dataset.key), { action: undoWord, onAction: putBackLast });
  } catch (error) {
    place.insertBefore(letter, before);
    complain(error, list);
  }
};

const putBack = async (letter, place, before) => {
  hush();
  putBackLast = undefined;
  const { new: count } = await send(form.action, [[stateOf(letter), letter.dataset.issue]]);
  place.insertBefore(letter, before?.isConnected ? before : null);
  moveTo(letter);
  showCounts();
  showCount(count);
};

const stateOf = (letter) => (isShowingDone ? "done" : letter.matches(".unseen") ? "new" : "seen");

const turn = async (letter) => {
  letter.classList.toggle("unseen");
  showCount((await send(form.action, [[stateOf(letter), letter.dataset.issue]])).new);
};

const showCounts = () => {
  for (const section of list.querySelectorAll("section")) {
    const count = section.querySelectorAll(".letter").length;
    const place = section.querySelector("header .dim");
    section.hidden = !count;
    if (place) place.textContent = place.textContent.replace(/[^+]+/, count);
  }
  list.querySelector("[data-nothing]").hidden = letters().length > 0;
};

list.addEventListener("click", (event) => {
  const button = event.target.closest("button[form=inbox]");
  if (!button) return;
  event.preventDefault();
  const letter = button.closest(".letter");
  if (isShowingDone || button.name === "done") sort(letter, button.name);
  else turn(letter).catch((error) => complain(error, list));
});

document.addEventListener("unknot:inbox", ({ detail }) => {
  bar.hidden = isShowingDone || !detail.new;
});
bar.addEventListener("click", () => location.reload());

on("next-row", () => step(1));
on("previous-row", () => step(-1));
on("put-away", () => current() && sort(current(), isShowingDone ? "seen" : "done"), () => current());
on("mark-new", () => turn(current()), () => current() && !isShowingDone);
on("put-back", () => putBackLast(), () => putBackLast);
on("put-all-away", () => document.querySelector("[data-all]").click(), () => document.querySelector("[data-all]"));
on("show-new", () => location.reload(), () => !bar.hidden);
