// An issue's page: edited in place, kept fresh part by part, with files that are dropped or pasted.
import { on, onEscape } from "./commands.js";
import { isDraft } from "./drafts.js";
import { followChanges } from "./following.js";
import "./forms.js";
import { isWriting } from "./keys.js";
import { showBeside } from "./menus.js";
import "./relating.js";
import { fetchPage, upload } from "./requests.js";
import { freshen } from "./times.js";
import { complain, forgive } from "./toasts.js";
import { done } from "./undo.js";

const { issue, key, address } = document.body.dataset;

// Fresh parts: each stands in for the one before it, unless somebody is writing in it.

// A field keeps the focus for a moment after its form was hidden.
const isWritten = (field) => field.matches("textarea, input") && field.checkVisibility();
const isBusy = (part) =>
  part.querySelector("form[data-edit]:not([hidden]), :popover-open") || (part.contains(document.activeElement) && isWritten(document.activeElement));

const namesOf = (page) => [...page.querySelectorAll("[data-part]")].map((part) => part.dataset.part).join(" ");

const refresh = async () => {
  const page = await fetchPage();
  if (page.body.dataset.address !== address) return location.replace(page.body.dataset.address); // it was moved, by whomever
  if (namesOf(page) !== namesOf(document)) document.querySelector("main").replaceWith(document.importNode(page.querySelector("main"), true));
  for (const fresh of page.querySelectorAll("[data-part]")) {
    const part = document.querySelector(`[data-part="${fresh.dataset.part}"]`);
    if (!part || isBusy(part) || part.outerHTML === fresh.outerHTML) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.dataset.shown ?? document.activeElement.id : undefined;
    part.replaceWith(document.importNode(fresh, true));
    if (focused) document.querySelector(`[data-shown="${focused}"], [id="${focused}"]`)?.focus({ preventScroll: true });
  }
  document.title = page.title;
  freshen();
  showPlace();
};

followChanges(refresh, (changed) => changed === issue);

// What was chosen shows at once; the fresh part confirms or corrects it.
document.addEventListener("unknot:sending", ({ detail: { submitter }, target }) => {
  const name = target.dataset.picker;
  if (!name || !["status", "level"].includes(name)) return;
  const place = document.querySelector(`[data-shown="${name}"]`);
  const mark = submitter.querySelector(".st, .lvl").cloneNode(true);
  mark.querySelector(".vh")?.classList.remove("vh");
  place.replaceChildren(mark);
});

// Editing in place

const editor = (name) => document.querySelector(`form[data-edit="${name}"]`);

const startEditing = (name) => {
  const form = editor(name);
  if (!form) return;
  form.hidden = false;
  const shown = document.querySelector(`[data-${name}]`);
  if (shown) shown.hidden = true;
  const field = form.querySelector("textarea");
  field.dataset.first ??= field.value;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};

const stopEditing = () => {
  for (const form of document.querySelectorAll("form[data-edit]:not([hidden])")) {
    form.hidden = true;
    form.querySelector("textarea").value = form.querySelector("textarea").dataset.first;
    form.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
    const shown = document.querySelector(`[data-${form.dataset.edit}]`);
    if (shown) shown.hidden = false;
  }
  forgive();
};

const isEditing = () => document.querySelector("form[data-edit]:not([hidden])");

// Escape ends what was not changed, and a title; a text that somebody wrote on goes only by the button that says so.
const leaveEditor = ({ type, target }) => {
  const text = document.querySelector("form[data-edit][data-draft]:not([hidden]) textarea");
  if (type === "keydown" && text && isDraft(text)) target.blur();
  else stopEditing();
};

// A draft that was found in the browser opens its editor, so that nobody has to look for it.
for (const form of document.querySelectorAll("form[data-edit]")) if (isDraft(form.querySelector("textarea"))) startEditing(form.dataset.edit);

// Somebody else saved first: show theirs, and let the reader save over it or take theirs.
document.addEventListener("unknot:refused", async ({ detail, target }) => {
  if (detail.code !== "changed_meanwhile") return;
  const page = await fetchPage();
  const name = target.dataset.edit;
  const fresh = page.querySelector(`form[data-edit="${name}"]`);
  target.querySelector(`[name=seen_${name}]`).value = fresh.querySelector(`[name=seen_${name}]`).value;
  target.querySelector("[data-theirs]")?.remove();
  const theirs = Object.assign(document.createElement("details"), { open: true, className: "theirs" });
  theirs.dataset.theirs = "";
  const summary = Object.assign(document.createElement("summary"), { textContent: document.querySelector("[data-title-of=theirs]").textContent });
  const text = Object.assign(document.createElement("pre"), { textContent: fresh.querySelector("textarea").value });
  theirs.append(summary, text);
  target.prepend(theirs);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("h1[data-title]") && !getSelection().toString()) startEditing("title");
});

// Files: chosen, dropped or pasted

const takeUp = async (files) => {
  const form = document.querySelector("[data-upload]");
  if (!form || !files.length) return [];
  const bar = form.querySelector("progress");
  bar.classList.remove("vh");
  try {
    const answer = await upload(form.action, "file", files, (part) => (bar.value = 100 * part));
    done(answer);
    await refresh();
    return answer.files;
  } catch (error) {
    complain(error, form);
    return [];
  } finally {
    bar.classList.add("vh");
    bar.value = 0;
  }
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-upload] input[type=file]")) takeUp([...event.target.files]);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-upload]")) return;
  event.preventDefault();
  takeUp([...event.target.querySelector("input[type=file]").files]);
});
document.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  takeUp([...event.dataTransfer.files]);
});
document.addEventListener("paste", async (event) => {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
  event.preventDefault();
  const field = event.target.closest?.("textarea");
  for (const file of await takeUp(files.map(named))) if (field) insert(field, mention(file));
});

// A pasted picture is always called "image.png": give it the time as a name.
const named = (file) => (file.name === "image.png" ? new File([file], `${new Date().toISOString().slice(0, 19).replace(/[T:]/g, "-")}.png`, { type: file.type }) : file);
const mention = ({ name, address: at }) => (/\.(png|jpe?g|gif|webp)$/i.test(name) ? `![${name}](${at}/view)` : `[${name}](${at})`);
const insert = (field, text) => {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// The list from which the reader came: where this issue is in it, and the ones beside it

const came = () => JSON.parse(sessionStorage.getItem("list")) ?? { issues: [] };

const showPlace = () => {
  const { issues, address: from } = came();
  const at = issues.findIndex((one) => one.key === key);
  if (at < 0) return;
  sessionStorage.setItem("cursor", key);
  document.querySelector("[data-place]").textContent = `${at + 1} / ${issues.length}`;
  lead("[data-previous]", issues[at - 1]?.href);
  lead("[data-next]", issues[at + 1]?.href);
  const back = document.querySelector(".crumbs a");
  if (from.split("?")[0] === new URL(back.href).pathname) back.href = from;
};

const lead = (selector, href) => {
  const link = document.querySelector(selector);
  link.hidden = !href;
  if (href) link.href = href;
};

const follow = (selector) => () => {
  const link = document.querySelector(selector);
  if (!link || link.hidden) return false;
  location.assign(link.href);
};

const toComment = (by) => () => {
  const all = [...document.querySelectorAll(".line > .said")];
  const at = all.findIndex((one) => one.matches(".here"));
  all[at]?.classList.remove("here");
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.classList.add("here");
  next?.scrollIntoView({ block: "center" });
};

const press = (selector) => () => document.querySelector(selector)?.click();

on("next-issue", follow("[data-next]"));
on("previous-issue", follow("[data-previous]"));
on("next-comment", toComment(1));
on("previous-comment", toComment(-1));
on("edit", () => startEditing("description"), () => editor("description"));
on("edit-title", () => startEditing("title"), () => editor("title"));
on("set-status", press("[data-shown=status]"));
on("set-level", press("[data-shown=level]"));
on("set-assignee", press("[data-shown=assignee]"));
on("assign-me", press("#pick-assignee [data-me]"));
on("set-label", press("[data-shown=label]"));
on("move-to-project", () => showBeside(document.querySelector("#move"), document.querySelector("[popovertarget=more]")), () => document.querySelector("#move"));
on("watch", press("button[name=watch]"));
on("acknowledge", press(".state button[value=in_progress]"));
on("resolve", press(".state button[value=completed]"));
on("update", () => document.querySelector("#comment")?.focus(), () => document.querySelector("#comment"));
on("delete", press("button[name=trash]"));
onEscape("back", ({ target }) => (isWriting(target) ? target.blur() : location.assign(came().address ?? address.replace(/\/\d+$/, ""))), () => !document.querySelector(":popover-open, dialog[open]"));
onEscape("stop-editing", leaveEditor, isEditing);

showPlace();
