// What somebody writes is kept by the browser until it is sent: closing a tab, an ended session, a restart lose nothing.
const PREFIX = "draft ";
const DELAY_MS = 250;
const KEPT_DAYS = 60;
const SENT = "sent"; // which draft was sent from the page before

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
  note(form, "");
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
  note(form, new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" }));
};

const note = (form, time) => {
  const place = form.querySelector("[data-draft-note]");
  if (place) place.textContent = time && `${place.dataset.word} ${time}`;
};

const keptKeys = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

const forget = () => {
  for (const key of keptKeys(PREFIX)) {
    const { at = 0 } = JSON.parse(localStorage.getItem(key)) ?? {};
    if (Date.now() - at > KEPT_DAYS * 86_400_000) localStorage.removeItem(key);
  }
};

export const restoreAll = (root = document) => root.querySelectorAll("form[data-draft]").forEach(restore);

// Before the page goes away, what the delay still holds back.
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-draft]"))
    for (const field of fieldsOf(form)) if (isDraft(field)) keep(form, field);
});

// What the browser itself sends is no draft any more once the server took it, which the next page's address tells.
document.addEventListener("submit", ({ target, defaultPrevented }) => {
  if (target.matches("form[data-draft]:not([data-send])") && !defaultPrevented) sessionStorage.setItem(SENT, target.dataset.draft);
});

// The address as it was loaded: what it told has been taken out of it meanwhile.
const loaded = () => new URL(performance.getEntriesByType("navigation")[0].name);

const forgetSent = () => {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent === null || !loaded().searchParams.has("done")) return;
  for (const key of keptKeys(`${PREFIX}${sent} `)) localStorage.removeItem(key);
};

forgetSent();
restoreAll();
forget();
