// A page is fetched anew when something on it has changed, here or elsewhere: once at a time, so that what is older never
// comes last.

import { complain } from "./toasts.js";

const SOON_MS = 60; // what happens elsewhere often comes in twos

export const followChanges = (refresh, isShown) => {
  let waiting;
  let isRefreshing = false;
  const soon = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (isRefreshing ? soon(SOON_MS) : now()), delay);
  };
  const now = () => {
    isRefreshing = true;
    refresh()
      .catch(complain)
      .finally(() => (isRefreshing = false));
  };
  document.addEventListener("unknot:changed", () => soon(0));
  document.addEventListener("unknot:event", ({ detail }) => {
    if (isShown(detail.issue)) soon(SOON_MS);
  });
};
