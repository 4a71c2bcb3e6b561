// What somebody writes is kept by the browser until it is sent: closing a tab, an ended session, a restart lose nothing.
const PREFIX = "draft ";
const DELAY_MS = 250;
const KEPT_DAYS = 60;

const fieldsOf = (form) => [...form.querySelectorAll("textarea[name], input[name=title]")];
const keyOf = (form, field) => `${PREFIX}${form.dataset.draft} ${field.name}`;

const restore = (form) => {
  for (const field of fieldsOf(form)) {
    field.dataset.first = field.value;
    const kept = read(keyOf(form, field));
    if (kept !== undefined) field.value = kept;
  }
};

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key))?.text;
  } catch {
    return undefined;
  }
};

// What stands in the form now is where the next draft begins.
export const discard = (form) => {
  if (!form.dataset.draft) return;
  for (const field of fieldsOf(form)) {
    clearTimeout(timers.get(field));
    localStorage.removeItem(keyOf(form, field));
    field.dataset.first = field.value;
  }
};

export const isDraft = (field) => field.dataset.first !== undefined && field.value !== field.dataset.first;

const timers = new WeakMap();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (!form || !fieldsOf(form).includes(event.target)) return;
  clearTimeout(timers.get(event.target));
  timers.set(event.target, setTimeout(() => keep(form, event.target), DELAY_MS));
});

const keep = (form, field) => {
  if (field.value === field.dataset.first) localStorage.removeItem(keyOf(form, field));
  else localStorage.setItem(keyOf(form, field), JSON.stringify({ text: field.value, at: Date.now() }));
  const note = form.querySelector("[data-draft-note]");
  if (note) note.textContent = note.dataset.word ? `${note.dataset.word} ${new Date().toLocaleTimeString([], { timeStyle: "short" })}` : "";
};

const forget = () => {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const { at = 0 } = JSON.parse(localStorage.getItem(key)) ?? {};
    if (Date.now() - at > KEPT_DAYS * 86_400_000) localStorage.removeItem(key);
  }
};

export const restoreAll = (root = document) => root.querySelectorAll("form[data-draft]").forEach(restore);

// Before the page goes away, what the delay still holds back.
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-draft]:not([data-sent])"))
    for (const field of fieldsOf(form)) if (isDraft(field)) keep(form, field);
});

// A form that the browser itself sends leaves nothing behind once the server took it: the next page has the issue.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-draft]:not([data-send])") && !event.defaultPrevented) {
    event.target.dataset.sent = "";
    discard(event.target);
  }
});

restoreAll();
forget();
