// Say what happened, for a while, with a way back. Errors are no toasts: they stand where they belong.
import { keysOf } from "./commands.js";
import { caps } from "./keycaps.js";

const SECONDS = 60; // as long as a change can be undone
const STAYS = 8; // without a way back

let shown;
let timer;

export const say = (text, { href, action, onAction } = {}) => {
  hush();
  shown = document.createElement("div");
  shown.className = "toast";
  shown.setAttribute("role", "status");
  shown.append(Object.assign(document.createElement(href ? "a" : "span"), { textContent: text, ...(href && { href }) }));
  if (action) {
    const button = Object.assign(document.createElement("button"), { className: "btn", type: "button" });
    button.append(action, ...keysOf("undo").flatMap(caps));
    button.addEventListener("click", onAction);
    shown.append(button);
  }
  (document.querySelector("dialog:modal") ?? document.body).append(shown); // beside a dialog it could not be pressed
  timer = setTimeout(hush, (action ? SECONDS : STAYS) * 1000);
};

// What was said in a dialog is still to be read when that has closed.
document.addEventListener("close", ({ target }) => shown && target.contains(shown) && document.body.append(shown), true);

export const hush = () => {
  clearTimeout(timer);
  shown?.remove();
  shown = undefined;
};

// A refusal stands above the page's content until the next attempt.
export const complain = (error, before = document.querySelector(".page, .list, .board, .page-form, main > :nth-child(2)")) => {
  forgive();
  const hint = Object.assign(document.createElement("p"), { className: "hint flow", textContent: sentence(error) });
  hint.setAttribute("role", "alert");
  hint.dataset.complaint = "";
  before.before(hint);
};

export const forgive = () => document.querySelector("[data-complaint]")?.remove();

const sentence = (error) => (error.request ? `${error.message} (${error.request})` : error.message);
