// Relating an issue to another one: the picker offers issues for what is typed, and says beforehand what will be.
import { on } from "./commands.js";
import { get } from "./requests.js";

on("relate", () => {
  const button = document.querySelector("[popovertarget=relate]");
  button.scrollIntoView({ block: "nearest" });
  button.click();
}, () => document.querySelector("[popovertarget=relate]"));

let looking;
document.addEventListener("input", async (event) => {
  const { find } = event.target.dataset ?? {};
  if (!find) return;
  looking?.abort();
  looking = new AbortController();
  const hits = await get(`${find}?q=${encodeURIComponent(event.target.value)}`, { signal: looking.signal }).catch(() => []);
  const options = hits.map((hit) => Object.assign(document.createElement("option"), { value: `${hit.key} ${hit.title}`, label: hit.word }));
  document.getElementById(event.target.getAttribute("list")).replaceChildren(...options);
  tellRelation();
});

// What will be, in a sentence, while one chooses; an issue that was only named by its key gets its title.
const tellRelation = () => {
  const form = document.querySelector("#relate");
  const typed = form.elements.other.value.trim();
  const known = [...form.querySelectorAll("#found option")].map(({ value }) => value);
  const meant = known.find((value) => value === typed || value.toLowerCase().startsWith(`${typed.toLowerCase()} `));
  const other = meant ?? typed.match(/^(#|[\p{L}\d]+-)?\d+$/u)?.[0]; // words alone name no issue yet
  const said = form.elements.kind.selectedOptions[0].dataset.says.replace("%(other)s", () => other);
  form.querySelector("[data-will-be]").textContent = other ? `${said}.` : "";
};
document.addEventListener("input", ({ target }) => target.closest("#relate") && tellRelation());
