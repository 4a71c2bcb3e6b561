// What can be done by name: from a key, from a button, from the palette.
// A command is { name, title, keys, run, when }: keys are "c", "Shift+A", "g l" (one after the other) or "mod+k".
const commands = new Map();

// Titles are in the page, in the reader's language; a command without one has only a key.
const titled = (name) => document.querySelector(`[data-title-of="${name}"]`)?.textContent;

export const register = (command) => commands.set(command.name, { title: titled(command.name), ...command });
export const on = (name, keys, run, when) => register({ name, keys, run, when });
export const run = (name, event) => commands.get(name)?.run(event);
export const all = () => [...commands.values()];
export const available = () => all().filter(({ when = () => true }) => when());

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-command]");
  if (!button || !commands.has(button.dataset.command)) return;
  event.preventDefault();
  button.closest("[popover]")?.hidePopover();
  run(button.dataset.command, event);
});
