// What every page of the shell does. Each module minds one thing and starts itself; without them the pages still work.
import "./times.js";
import "./menus.js";
import "./forms.js";
import "./drafts.js";
import "./undo.js";
import "./shell.js";

// What only one kind of page needs is loaded only there.
const page = document.body.dataset.page;
const modules = { list: ["./list.js", "./live.js"], board: ["./board.js", "./live.js"], issue: ["./issue.js", "./live.js"] };
for (const module of modules[page] ?? []) import(module);
