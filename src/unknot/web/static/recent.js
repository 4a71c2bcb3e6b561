// The issues that were opened last, kept by the browser for the palette.
const MEMORY = "recent";
const MOST = 12;
const { workspace, issue, key, address } = document.body.dataset;

const kept = () => JSON.parse(localStorage.getItem(MEMORY)) ?? [];

// Those of this workspace, without the one that is shown.
export const recent = () => kept().filter(({ href }) => href.startsWith(`${workspace}/`) && href !== location.pathname);

const note = () => {
  const status = document.querySelector(".side .st, .state .st");
  const shown = { uuid: issue, key, href: address, title: document.querySelector("h1")?.textContent.trim(), status: status?.dataset.s ?? "open", word: status?.title ?? "" };
  localStorage.setItem(MEMORY, JSON.stringify([shown, ...kept().filter(({ uuid }) => uuid !== issue)].slice(0, MOST)));
};

if (issue) note();
