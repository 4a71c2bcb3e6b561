// Draws the reference of one dialect, in the colours that the reader's system asks for.
// The token that a reader gives is kept by the browser, for this page only.
const place = document.getElementById("reference");
const darkness = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", darkness.matches);

darkness.addEventListener("change", follow);
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  persistAuthorization: true,
  tryItOutEnabled: false,
  validatorUrl: null,
  onComplete: follow,
});
follow();
