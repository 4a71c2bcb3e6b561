// What every page of the shell does. Each module minds one thing and starts itself; without them the pages still work.
// What only one kind of page needs, that page asks for.
import "./times.js";
import "./menus.js";
import "./forms.js";
import "./drafts.js";
import "./undo.js";
import "./shell.js";
import "./live.js";

addEventListener("load", () => import("./people.js")); // nobody types a name before that
