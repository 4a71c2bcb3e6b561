// What can be done by name: from a key, from a button, from the palette.
// A command is { name, title, keys, run, when }: keys are "c", "Shift+A", "g l" (one after the other) or "mod+k". Titles and
// keys are in the page, in the reader's language and as they chose them; a command without a title has no key of its own.
const commands = new Map();

const told = (name) => document.querySelector(`[data-title-of="${name}"]`);
export const keysOf = (name) => told(name)?.dataset.keys?.split(" or ") ?? [];

export const on = (name, run, when) => commands.set(name, { name, title: told(name)?.textContent, keys: keysOf(name), run, when });
// What goes back, or closes something: the key for it is every such command's.
export const onEscape = (name, run, when) => commands.set(name, { name, keys: keysOf("escape"), run, when });
export const readKeys = () => commands.forEach((command) => command.title && Object.assign(command, { keys: keysOf(command.name) }));
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
