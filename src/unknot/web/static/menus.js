// Menus: narrowed by typing, walked with arrows. The browser opens and closes them.

const GAP_PX = 8; // between a menu and the window's edge

// Open a menu that has no button of its own, under what it is about.
export const showBeside = (menu, element) => {
  const { left, right, bottom } = element.getBoundingClientRect();
  menu.showPopover();
  const far = (size, menuSize, wanted) => Math.max(Math.min(wanted, size - menuSize - GAP_PX), GAP_PX);
  const place = { left: far(innerWidth, menu.offsetWidth, Math.min(left + 96, right)), top: far(innerHeight, menu.offsetHeight, bottom) };
  Object.assign(menu.style, { position: "fixed", positionArea: "none", left: `${place.left}px`, top: `${place.top}px`, margin: 0 });
};

// Into a menu with the focus. The browser tells late that one has opened, and what a quick hand types before that is meant
// for it as well: so a menu opened by a key is entered as soon as that key is done with.
document.addEventListener("beforetoggle", ({ target: menu, newState }) => {
  if (newState === "open" && menu.matches?.(".menu")) queueMicrotask(() => menu.matches(":popover-open") && enter(menu));
}, true);

document.addEventListener("toggle", ({ target: menu, newState }) => {
  if (!menu.matches?.(".menu")) return;
  if (newState !== "open") return menu.removeAttribute("style"); // of showBeside: a button has its own place for it
  if (!menu.contains(document.activeElement)) enter(menu);
}, true);

const enter = (menu) => {
  const narrow = menu.querySelector("[data-narrow]");
  if (narrow) narrow.value = "";
  if (narrow) showMatching(menu, "");
  (narrow ?? menu.querySelector("[autofocus]") ?? menu.querySelector("[aria-pressed=true], [aria-checked=true], .item, select, input:not([type=hidden])"))?.focus();
};

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-narrow]")) showMatching(event.target.closest(".menu, .several"), event.target.value);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu");
  if (!menu || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const items = [...menu.querySelectorAll(".item:not([hidden])")].filter((item) => item.checkVisibility());
  if (step && !event.target.matches("select, textarea")) {
    event.preventDefault();
    const at = items.indexOf(event.target);
    items[(at + step + items.length) % items.length]?.focus();
  } else if (event.key === "Enter" && event.target.matches("[data-narrow]")) {
    event.preventDefault();
    items[0]?.click();
  }
});

const showMatching = (menu, text) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of menu.querySelectorAll("[data-word]")) {
    const name = item.dataset.word.toLowerCase();
    item.hidden = !words.every((word) => name.includes(word));
  }
};
