// Times stay fresh and are said in the reader's own zone: "6 min" becomes "7 min" while one looks.
const UNITS = [[60, "minutes"], [3600, "hours"], [86400, "days"]];
const MONTH = 31 * 86400; // after that the page shows a day, which stays as it is
const full = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
const pattern = (name) => document.querySelector(`[data-title-of="${name}"]`)?.textContent ?? "%(n)s";

const ago = (then) => {
  const seconds = (Date.now() - then) / 1000;
  if (seconds < 60 || seconds >= MONTH) return undefined;
  const [size, name] = UNITS.findLast(([least]) => seconds >= least);
  return pattern(name).replace("%(n)s", Math.floor(seconds / size));
};

export const freshen = (root = document) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-clock])")) {
    const then = new Date(time.dateTime);
    time.title = full.format(then);
    const fresh = time.matches(".made") ? undefined : ago(then);
    if (fresh && fresh !== time.textContent) time.textContent = fresh;
  }
};

const clock = (seconds) => {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours ? `${hours}:${two(minutes)}:${two(Math.floor(seconds % 60))}` : `${minutes}:${two(Math.floor(seconds % 60))}`;
};

const tick = () => {
  for (const time of document.querySelectorAll("[data-clock]")) {
    const seconds = (Date.now() - new Date(time.dateTime)) / 1000;
    if (seconds < 2 * 86400) time.textContent = clock(seconds);
  }
};

freshen();
tick();
setInterval(freshen, 30_000);
setInterval(tick, 1000);
