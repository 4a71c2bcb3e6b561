// Times stay fresh and are said in the reader's own zone: "6 min" becomes "7 min" while one looks.
const UNITS = [["minute", 60], ["hour", 3600], ["day", 86400]];
const language = document.documentElement.lang || "en";
const full = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const narrow = Object.fromEntries(UNITS.map(([unit]) => [unit, new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" })]));
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });

const ago = (then) => {
  const seconds = (Date.now() - then) / 1000;
  if (seconds < 60 || seconds >= 31 * 86400) return undefined;
  const [unit, size] = UNITS.findLast(([, least]) => seconds >= least);
  return narrow[unit].format(Math.floor(seconds / size));
};

const dated = (then) => (then.getFullYear() === new Date().getFullYear() ? day : dayAndYear).format(then);

export const freshen = (root = document) => {
  for (const time of root.querySelectorAll("time[datetime]:not([data-clock])")) {
    const then = new Date(time.dateTime);
    time.title = full.format(then);
    if (Date.now() - then >= 60_000) time.textContent = ago(then) ?? dated(then);
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
