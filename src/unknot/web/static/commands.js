// What can be done by name: from a key, from a button, from the palette.
// A command is { name, title, keys, run, when }: keys are "c", "Shift+A", "g l" (one after the other) or "mod+k".
const commands = new Map();

export const register = (command) => commands.set(command.name, command);
export const run = (name, event) => commands.get(name)?.run(event);
export const available = () => [...commands.values()].filter((command) => command.when?.() ?? true);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-command]");
  if (!button || !commands.has(button.dataset.command)) return;
  event.preventDefault();
  button.closest("[popover]")?.hidePopover();
  run(button.dataset.command, event);
});
