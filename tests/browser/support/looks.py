"""What can be seen of a page: whether it fits, and whether the focus shows."""

from typing import Any

from playwright.sync_api import Page

# Words that end outside of the window and that no scrolling of something inside of the page brings in.
CUT_OFF = """() => {
  const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const isCut = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, width, height } = range.getBoundingClientRect();
    return width > 1 && height > 1 && (right > innerWidth + 1 || left < -1) && !scrolls(node.parentElement);
  };
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (data.trim() && parent.checkVisibility({ visibilityProperty: true }) && !parent.closest(".vh, .skip, .cut, .label, svg") && isCut(walker.currentNode)) words.push(data.trim());
  }
  return words;
}"""

# What is focused, whether a line of two pixels or more goes round it or what it stands for, and what lies over it.
FOCUS = """() => {
  const element = document.activeElement;
  const isRing = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const rings = [element, element.closest(".field, .compose"), element.nextElementSibling].filter(Boolean).map((one) => getComputedStyle(one));
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const [x, y] = [Math.max(left, 0) + Math.min(width, innerWidth) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
  const over = document.elementFromPoint(Math.min(x, innerWidth - 1), y);
  const isBeside = !over || element.contains(over) || over.contains(element) || over.closest("label")?.control === element || over.closest(".row, .card, .letter") === element.closest(".row, .card, .letter");
  return {
    name: `${element.tagName.toLowerCase()}.${element.className} ${(element.ariaLabel ?? element.textContent).trim().slice(0, 40)}`,
    isBody: element === document.body,
    hasRing: [...rings, getComputedStyle(element, "::after")].some(isRing),
    isInView: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
    isFree: isBeside || !element.closest("main"),
  };
}"""


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def cut_off(page: Page) -> list[str]:
    words: list[str] = page.evaluate(CUT_OFF)
    return words


def focus_of(page: Page) -> dict[str, Any]:
    focus: dict[str, Any] = page.evaluate(FOCUS)
    return focus
