// Changing many issues, over the list: the same steps as on the pages, shown in a dialog.
import "./forms.js";
import { get } from "./requests.js";
import { complain } from "./toasts.js";
import { done } from "./undo.js";

const LOOK_MS = 400; // how often a long change is asked how far it has come
const dialog = document.querySelector("#many");
const place = dialog.querySelector("[data-form-place]");
const title = dialog.querySelector("h2");

export const open = (address, fields) => take(fetch(address, fields ? { method: "POST", body: new URLSearchParams(fields), ...HTML } : HTML));

const HTML = { headers: { accept: "text/html" } };

const take = async (asked) => {
  try {
    const page = new DOMParser().parseFromString(await (await asked).text(), "text/html");
    const step = page.querySelector("[data-step]");
    if (!step) throw new Error(page.querySelector("main p:not([class])")?.textContent ?? page.title);
    show(step);
  } catch (error) {
    complain(error);
  }
};

const show = (step) => {
  title.textContent = step.dataset.heading;
  for (const only of step.querySelectorAll("[data-only-page]")) only.remove();
  place.replaceChildren(document.importNode(step, true));
  if (!dialog.open) dialog.showModal();
  place.querySelector("select, .btn.main, .btn.danger, .btn")?.focus();
  if (step.dataset.step === "done") tell(step);
};

// What was done is offered to be undone; the dialog stays only to name what was refused.
const tell = ({ dataset: { bulk, said } }) => {
  if (!place.querySelector("[data-refused]")) dialog.close();
  done({ said, bulk });
  document.dispatchEvent(new CustomEvent("unknot:changed"));
};

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const looking = form.dataset.progress === undefined ? undefined : watch(form);
  const fields = [...new FormData(form, event.submitter)];
  await open(form.action, fields);
  clearInterval(looking);
  for (const button of form.querySelectorAll("button")) button.disabled = false;
});

const watch = (form) => {
  const bar = form.querySelector("progress");
  bar.hidden = false;
  return setInterval(async () => {
    const { done: value } = await get(form.action).catch(() => ({}));
    if (value) bar.value = value;
  }, LOOK_MS);
};

dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-leave]")) return;
  event.preventDefault();
  dialog.close();
});

