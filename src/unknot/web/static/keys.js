// Keys: what they mean is in the commands. A letter is taken as typed where it is ASCII, so AZERTY and Dvorak stay
// right, and by its place on the keyboard where it is not, so that a Cyrillic layout works. Nothing is taken while a
// Chinese input method composes, nor inside of what can be written in, nor in menus and dialogs, which have their own.
import { available, keysOf } from "./commands.js";

export const SEQUENCE_MS = 1200; // between two keys that belong together

let first;
let firstAt = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const pressed = named(event);
  if (!pressed || isLeftAlone(event.target, pressed)) return;
  const pair = first && event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${pressed}` : undefined;
  const found = (pair && command(pair)) ?? command(pressed);
  first = !found && /^[a-z]$/.test(pressed) ? pressed : undefined;
  firstAt = event.timeStamp;
  if (!found) return;
  if (found.run(event) !== false) event.preventDefault();
});

const isLeftAlone = (element, pressed) => {
  if (/^mod\+(Shift\+)?Enter$/.test(pressed)) return false;
  if (element !== document && !element.checkVisibility()) return false; // in a dialog that was closed this moment
  if (element.closest?.(".menu, dialog")) return true;
  return isWriting(element) && pressed !== "Escape" && !(pressed.startsWith("mod+") && keysOf("palette").includes(pressed));
};

// The latest registered wins: a page's own meaning before the shell's.
const command = (pressed) => available().findLast(({ keys }) => keys.includes(pressed));

export const named = (event) => {
  const letter = letterOf(event);
  if (!letter) return undefined;
  const shift = event.shiftKey && (letter.length > 1 || /[a-z]/.test(letter)) ? "Shift+" : "";
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  if (event.altKey) return undefined;
  return `${mod}${shift}${shift ? (letter.length > 1 ? letter : letter.toUpperCase()) : letter}`;
};

// Where letters are not ASCII, a Russian "№" is on the key of "#", and a Chinese "？" on that of "?".
const BY_PLACE = { Period: ".", Slash: "/", BracketLeft: "[", BracketRight: "]" };
const BY_PLACE_WITH_SHIFT = { Slash: "?", Digit3: "#" };

const letterOf = ({ key, code, shiftKey }) => {
  if (key === " ") return "Space";
  if (key.length > 1) return ["Shift", "Control", "Meta", "Alt", "Dead", "Process", "Unidentified"].includes(key) ? undefined : key;
  if (key.charCodeAt(0) < 128) return key.toLowerCase();
  if (code.startsWith("Key")) return code.slice(3).toLowerCase();
  return (shiftKey ? BY_PLACE_WITH_SHIFT : BY_PLACE)[code];
};

export const isWriting = (element) =>
  element.isContentEditable || element.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
