// A graph may be wider than the window: begin with the issue that it is about.
const middle = document.querySelector("[data-middle]");
const graph = middle?.closest(".graph");
if (graph) {
  const [inside, around] = [middle.getBoundingClientRect(), graph.getBoundingClientRect()];
  graph.scrollLeft += inside.left + inside.width / 2 - (around.left + around.width / 2);
}
