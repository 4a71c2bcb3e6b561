// A new issue over any page. Its form is that of the page for new issues, so that nothing is said twice; the browser keeps
// it for the session, so that it opens at once, and asks for a fresh one meanwhile. What a link fills in beforehand is
// filled in here.
import { discard, restoreAll } from "./drafts.js";
import { deliver } from "./forms.js";
import "./people.js";
import { fetchPage } from "./requests.js";
import "./similar.js";

const dialog = document.querySelector("#quick");
const place = dialog.querySelector("[data-form-place]");
const onPage = () => document.querySelector("main form[data-form=new]");

export const show = async ({ target } = {}) => {
  if (onPage()) return onPage().elements.title.focus();
  const { href } = linkFor(target);
  const kept = keptForm(href);
  place.replaceChildren();
  dialog.showModal();
  if (kept) fill(href, kept);
  try {
    const fresh = await fetchForm(bare(href));
    if (!kept) fill(href, fresh);
  } catch (error) {
    if (kept) return; // what is written is kept as a draft, and sending says that the connection is gone
    dialog.close();
    throw error;
  }
};

// The link that was pressed; for a key, that of the column where the cursor is, of what was looked for in vain, or the page's own.
const linkFor = (target) => target?.closest?.("a[data-new]") ?? OF_KEY.map((place) => document.querySelector(`${place}[data-new]`)).find(Boolean);
const OF_KEY = [".board [data-cell]:has(.card[aria-current]) ", ".empty ", ""];

// The form

const bare = (href) => new URL(href, location.href).pathname;

const keptForm = (href) => {
  const kept = sessionStorage.getItem(`form ${bare(href)}`);
  return kept && formIn(new DOMParser().parseFromString(kept, "text/html"));
};

const fetchForm = async (href) => {
  const form = formIn(await fetchPage(href));
  sessionStorage.setItem(`form ${href}`, form.outerHTML);
  return form;
};

const formIn = (page) => page.querySelector("form[data-form=new]");

const fill = (href, form) => {
  const made = document.importNode(form, true);
  for (const only of made.querySelectorAll("[data-only-quick]")) only.hidden = false;
  for (const only of made.querySelectorAll("[data-only-page]")) only.remove();
  made.querySelector("[data-beside]")?.prepend(...made.querySelectorAll("[data-project]"));
  place.replaceChildren(made);
  write(made, new URL(href, location.href).searchParams);
  dialog.querySelector("[data-whole]").href = href;
  restoreAll(dialog);
  made.elements.title.focus();
};

// Another project has other labels, and a template other words: their own form, with what was typed already.
dialog.addEventListener("change", async (event) => {
  if (!event.target.matches("[data-go-on-change]")) return;
  event.stopPropagation();
  const { form, id, selectedOptions: [{ dataset: { href } }] } = event.target;
  const written = new FormData(form);
  written.delete("project");
  for (const { name, value, defaultValue } of [form.elements.title, form.elements.description]) if (value === defaultValue) written.delete(name);
  fill(href, await fetchForm(href));
  write(place.querySelector("form"), written);
  place.querySelector(`#${id}`).focus();
});

const write = (form, values) => {
  for (const field of [...form.elements].filter(({ name }) => values.has(name))) {
    if (field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
    else field.value = values.get(field.name);
  }
  for (const several of form.querySelectorAll(".several")) tellTicked(several);
};

// What is ticked, beside the name of the field that is folded.
const tellTicked = (several) => {
  const ticked = [...several.querySelectorAll("label:has(:checked) .cut")].map((name) => name.textContent);
  several.querySelector("summary .dim").textContent = ticked.join(", ");
};

dialog.addEventListener("change", ({ target }) => target.closest(".several") && tellTicked(target.closest(".several")));

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  if (!(await deliver(form, form.action, [...new FormData(form)]))) return;
  if (form.querySelector("[data-again]").checked) startAgain(form);
  else dialog.close();
});

// The next one: its own words, the same everything else.
const startAgain = (form) => {
  for (const name of ["title", "description"]) form.elements[name].value = "";
  discard(form);
  form.elements.title.focus();
};

// So that the first one of a session opens at once, too.
const { href: first } = document.querySelector("[data-new]");
if (!onPage() && !keptForm(first)) fetchForm(bare(first)).catch(() => undefined);
