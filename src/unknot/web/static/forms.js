// Forms that are sent without leaving the page, and the keys that send them.
import { discard } from "./drafts.js";
import { on } from "./commands.js";
import { Refusal, send } from "./requests.js";
import { complain, forgive } from "./toasts.js";
import { done } from "./undo.js";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-send]")) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)];
  form.closest("[popover]")?.hidePopover();
  form.dispatchEvent(new CustomEvent("unknot:sending", { bubbles: true, detail: { submitter: event.submitter, fields } }));
  await deliver(form, form.action, fields);
});

// Send, say so, and let the page catch up; the answer. What is refused stays in the form, and there is none.
export const deliver = async (form, address, fields) => {
  const buttons = form.querySelectorAll("button.main");
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await send(address, fields);
    if (form.dataset.clear !== undefined) form.reset();
    discard(form);
    if (form.dataset.edit) form.hidden = true;
    done(answer);
    document.dispatchEvent(new CustomEvent("unknot:changed", { detail: answer }));
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(form, error);
    return undefined;
  } finally {
    for (const button of buttons) button.disabled = false;
  }
};

const refuse = (form, error) => {
  const isShown = form.checkVisibility();
  complain(error, isShown ? form : undefined);
  form.dispatchEvent(new CustomEvent("unknot:refused", { bubbles: true, detail: error }));
};

document.addEventListener("input", (event) => event.target.closest?.("form") && forgive());

const sendNearest = (event) => {
  const form = event.target.closest("form");
  if (!form) return false;
  const second = event.shiftKey ? form.querySelector("button[name=then]") : undefined;
  form.requestSubmit(second ?? form.querySelector("button.main") ?? undefined);
};

on("send", sendNearest, () => document.activeElement?.closest("form"));

// Markdown as it will look, in the place of what is written.
const preview = async (event) => {
  const form = event.target.closest("form");
  const field = form.querySelector("textarea[data-preview]");
  const shown = form.querySelector("[data-previewed]");
  event.target.closest("button").setAttribute("aria-pressed", String(!shown));
  if (shown) {
    shown.remove();
    field.hidden = false;
    return field.focus();
  }
  const { html } = await send(field.dataset.preview, { text: field.value });
  const prose = Object.assign(document.createElement("div"), { className: "prose preview" });
  prose.dataset.previewed = "";
  prose.innerHTML = html; // cleaned by the server, as everything that is shown
  field.hidden = true;
  field.after(prose);
};

on("preview", preview);

document.addEventListener("change", (event) => {
  const href = event.target.matches("[data-go-on-change]") && event.target.selectedOptions[0].dataset.href;
  if (href) location.assign(href);
});
