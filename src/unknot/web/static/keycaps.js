// Keys as they are printed on keyboards.
const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
const CAPS = { Space: "␣", mod: isApple ? "⌘" : "Ctrl", Shift: "⇧", Enter: "Enter", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

// "g l" is two keys, one after the other; "mod+k" is one.
export const caps = (keys) => keys.split(" ").map((key) => Object.assign(document.createElement("kbd"), { textContent: cap(key) }));

const cap = (key) => {
  const parts = key === "+" ? [key] : key.split("+");
  const shown = parts.map((part) => CAPS[part] ?? part.toUpperCase());
  return parts[0] === "Shift" ? shown.join("") : shown.join(" ");
};
