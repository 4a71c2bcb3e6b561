// What can be seen of a page: whether it fits, and whether the focus shows.
({
  // Words that end outside of the window and that no scrolling of something inside of the page brings in.
  cutOff() {
    const scrolls = (element) =>
      element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    // The field of a query scrolls; what colours its words lies behind it, and is no text to read.
    const isShortenedOnPurpose = (element) => element.closest(".vh, .skip, .cut, .label, svg, output[aria-hidden=true]");
    const isOutside = (node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, width, height } = range.getBoundingClientRect();
      return width > 1 && height > 1 && (right > innerWidth + 1 || left < -1);
    };
    const words = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      const isShown = node.data.trim() && parent.checkVisibility({ visibilityProperty: true });
      if (isShown && !isShortenedOnPurpose(parent) && isOutside(node) && !scrolls(parent)) words.push(node.data.trim());
    }
    return words;
  },

  // What has the focus; whether a line of two pixels or more goes round it, or round what it stands for; whether it is
  // in view, with nothing over it.
  focus() {
    const element = document.activeElement;
    const ITEM = ".row, .card, .letter";
    const isRing = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const around = [element, element.closest(".field, .compose, .card"), element.nextElementSibling].filter(Boolean);
    const styles = [...around.map((one) => getComputedStyle(one)), getComputedStyle(element, "::after")];
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const middle = (from, to, size) => Math.min((Math.max(from, 0) + Math.min(to, size)) / 2, size - 1);
    const over = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
    const isOwn = !over || element.contains(over) || over.contains(element) || over.closest("label")?.control === element;
    return {
      name: `${element.tagName} ${element.className} ${(element.ariaLabel ?? element.textContent).trim().slice(0, 40)}`,
      isBody: element === document.body,
      hasRing: styles.some(isRing),
      isInView: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      isFree: isOwn || over.closest(ITEM) === element.closest(ITEM) || !element.closest("main"),
    };
  },

  // Notes whatever moves from now on.
  noteMotion() {
    globalThis.moved = [];
    const { animate } = Element.prototype;
    Element.prototype.animate = function (...asked) {
      moved.push(this.className);
      return animate.apply(this, asked);
    };
    const note = ({ target }) => moved.push(target.className);
    for (const name of ["transitionrun", "animationstart"]) addEventListener(name, note, true);
  },

  // What readers may ask for, by WCAG 1.4.12.
  spaceText() {
    const sheet = new CSSStyleSheet();
    const spacing = "line-height:1.5 !important; letter-spacing:.12em !important; word-spacing:.16em !important";
    sheet.replaceSync(`* {${spacing}}`);
    document.adoptedStyleSheets = [sheet];
  },
})
