// What happens is told to the page as it happens. A browser has few connections to one place, so a tab has one only
// while somebody looks at it; afterwards it hears of what it missed.
//
// "unknot:event" brings an event of an issue, with the issue's row as it is now; "unknot:inbox" how much is new in the
// inbox; "unknot:missed" says that too much happened meanwhile to be told one by one, and that what is shown is being
// fetched anew.
import { send } from "./requests.js";

const SILENCE_MS = 40_000; // more than two beats: the connection is lost, though nobody said so
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

const { workspace, here, query, issue, lastEvent } = document.body.dataset;
const dot = document.querySelector("[data-live]");
let last = lastEvent;
let stream;
let silence;
let retry;
let patience = FIRST_RETRY_MS;

const address = () => {
  const asked = new URLSearchParams();
  if (last) asked.set("after", last);
  if (query !== undefined) asked.set("q", query);
  if (query !== undefined && here !== workspace) asked.set("project", here.split("/").at(-1));
  return `${workspace}/-/live?${asked}`;
};

const open = () => {
  close();
  stream = new EventSource(address());
  stream.addEventListener("open", () => {
    show(true);
    listen();
  });
  stream.addEventListener("message", heard((detail) => tell("unknot:event", detail)));
  stream.addEventListener("inbox", heard(showInbox));
  stream.addEventListener("reload", heard(catchUp));
  stream.addEventListener("beat", heard(() => {}));
  stream.addEventListener("error", lose);
};

const close = () => {
  clearTimeout(silence);
  clearTimeout(retry);
  stream?.close();
  stream = undefined;
};

// The browser would come back by itself after some failures, though not after all, and always at once.
const lose = () => {
  close();
  show(false);
  retry = setTimeout(open, patience * (0.5 + Math.random()));
  patience = Math.min(patience * 2, LAST_RETRY_MS);
};

const listen = () => {
  clearTimeout(silence);
  silence = setTimeout(lose, SILENCE_MS);
};

const heard = (take) => ({ data, lastEventId }) => {
  listen();
  patience = FIRST_RETRY_MS;
  if (lastEventId) last = lastEventId;
  take(JSON.parse(data));
};

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const catchUp = () => {
  tell("unknot:missed");
  tell("unknot:changed");
};

const show = (isOn) => {
  const words = isOn ? dot.dataset.on : dot.dataset.off;
  dot.hidden = false;
  dot.classList.toggle("lost", !isOn);
  if (dot.textContent !== words) dot.textContent = words;
};

// What comes to the inbox about the issue that one looks at has been seen.
const showInbox = async (detail) => {
  const { new: count } = issue ? await send(`${workspace}/-/inbox`, [["seen", issue]]) : detail;
  showCount(count);
  tell("unknot:inbox", { new: count });
};

export const showCount = (count) => {
  for (const place of document.querySelectorAll("[data-inbox]")) {
    place.textContent = count.toLocaleString(document.documentElement.lang);
    place.hidden = !count;
  }
};

const look = () => (document.hidden ? close() : open());
document.addEventListener("visibilitychange", look);
addEventListener("offline", lose);
addEventListener("online", look);
look();
