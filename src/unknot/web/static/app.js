// What every page of the shell does. Each module minds one thing and starts itself; without them the pages still work.
// What only one kind of page needs, that page asks for; forms to write in are minded where there are some.
import "./times.js";
import "./menus.js";
import "./undo.js";
import "./shell.js";
import "./live.js";

// Looking people up begins with a field that does; what is typed before this is here is looked up then.
addEventListener("focusin", ({ target }) => target.matches("[data-people]") && import("./people.js").catch(() => undefined));
