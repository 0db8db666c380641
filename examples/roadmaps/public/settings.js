import { attempt, service } from "./service.js";

const form = document.getElementById("settings");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const showDone = form.elements.showDone.checked;
  attempt(() => service("PUT", "/api/settings", { showDone }), "Saved.");
});
