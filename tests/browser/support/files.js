// Files, where a person's system would put them.
({
  // A picture of one pixel, as "copy image" leaves it.
  async copyPicture() {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    canvas.getContext("2d").fillRect(0, 0, 1, 1);
    const blob = await new Promise((take) => canvas.toBlob(take, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  },

  // A text, dragged from a folder and let go over the page.
  dropText(name, text) {
    const dragged = new DataTransfer();
    dragged.items.add(new File([text], name, { type: "text/plain" }));
    const options = { dataTransfer: dragged, bubbles: true, cancelable: true };
    for (const type of ["dragover", "drop"]) document.querySelector("article").dispatchEvent(new DragEvent(type, options));
  },
})
