// Take back the last change: within a minute, as a new change in the history.
import { on } from "./commands.js";
import { send } from "./requests.js";
import { complain, forgive, hush, say } from "./toasts.js";

const MEMORY = "undo"; // survives going to another page
const LASTS_MS = 60_000;
const words = document.body.dataset;

// Say what was done and offer to undo it.
export const done = ({ said, events = [], bulk, go: href }) => {
  forgive();
  if (!events.length && !bulk) return said && say(said, { href });
  sessionStorage.setItem(MEMORY, JSON.stringify({ said, events, bulk, at: Date.now() }));
  say(said, { href, action: words.undo, onAction: undo });
};

const last = () => {
  const kept = JSON.parse(sessionStorage.getItem(MEMORY));
  return kept && Date.now() - kept.at < LASTS_MS ? kept : undefined;
};

const undo = async () => {
  const kept = last();
  if (!kept) return;
  sessionStorage.removeItem(MEMORY);
  hush();
  try {
    const { said } = kept.bulk ? await send(`${words.workspace}/-/bulk/${kept.bulk}/undo`, []) : await send(`${words.workspace}/-/undo`, kept.events.map((event) => ["event", event]));
    say(said ?? words.undone);
    document.dispatchEvent(new CustomEvent("unknot:undone"));
    document.dispatchEvent(new CustomEvent("unknot:changed"));
  } catch (error) {
    complain(error);
  }
};

on("undo", undo, () => last() !== undefined);

// A form that was sent without script comes back with the events that it made; settings come back with a word of their own.
const address = new URL(location.href);
if (/^[\d,]*$/.test(address.searchParams.get("done") ?? "-")) {
  const events = address.searchParams.get("done").split(",").filter(Boolean);
  address.searchParams.delete("done");
  address.searchParams.delete("did");
  history.replaceState(null, "", address);
  done({ said: words.saved, events });
}
