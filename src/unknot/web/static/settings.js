// Settings: forms, and what can be copied.
import "./forms.js";

// Copies what stands in an element; the button is shown only where there is a script to do it.
const copy = async (button) => {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  button.lastElementChild.textContent = button.dataset.done;
};

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard; // absent where the page came without encryption
  button.addEventListener("click", () => copy(button));
}
