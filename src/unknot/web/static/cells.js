// Where cards stand on a board: in columns, or where columns and lanes cross; and how many there are.
import { root } from "./browsing.js";

export const board = root.querySelector(".board");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

export const cells = (within = board) => [...within.querySelectorAll("[data-cell]")];
export const cellOf = (element) => element.closest("[data-cell]");
export const cellNamed = (name, within = board) => within.querySelector(`[data-cell="${CSS.escape(name)}"]`);
export const cellAt = (group, lane) => cellNamed(lane === undefined ? group : `${group} ${lane}`);
export const heads = (within = board) => [...within.querySelectorAll("[data-head]")];
export const headNamed = (group, within = board) => within.querySelector(`[data-head="${CSS.escape(group)}"]`);
export const laneNamed = (name, within = board) => within.querySelector(`.lane[data-lane="${CSS.escape(name)}"]`);
export const laneOf = (element) => element.closest(".lane")?.dataset.lane; // undefined on a board without lanes

// The cells of a column from top to bottom, and those beside each other.
export const inColumn = (cell) => cells().filter(({ dataset }) => dataset.group === cell.dataset.group);
export const inLane = (cell) => cells().filter((one) => laneOf(one) === laneOf(cell));

// What an issue becomes in a cell. A person's cards are handed over in their name: a card can stand with several people.
export const becoming = (from, to) => ({
  ...(from.dataset.group !== to.dataset.group && handing(to.dataset.field, to.dataset.word, from.dataset.word)),
  ...(laneOf(from) !== laneOf(to) && handing(to.dataset.laneField, to.dataset.laneWord, from.dataset.laneWord)),
});

export const handing = (field, word, former) => ({ [field]: word, ...(field === "assignee" && { instead_of: former }) });

// One card more or less, in the column and in the lane.
export const count = (cell, by) => {
  const lane = laneOf(cell);
  for (const place of [headNamed(cell.dataset.group), lane !== undefined && laneNamed(lane).querySelector("summary")]) {
    if (place) countIn(place.querySelector("[data-count]"), by);
  }
};

const countIn = (tally, by) => {
  const { dataset } = tally;
  dataset.count = Number(dataset.count) + by;
  if (dataset.limit) dataset.whole = Number(dataset.whole) + by;
  tally.classList.toggle("over", Number(dataset.whole) > Number(dataset.limit));
  (tally.querySelector("[data-shown]") ?? tally).textContent = written(dataset);
};

const written = ({ count: shown, whole, limit }) => {
  if (!limit) return numbers.format(shown);
  return shown === whole ? `${numbers.format(shown)} / ${limit}` : `${numbers.format(shown)} (${numbers.format(whole)} / ${limit})`;
};
