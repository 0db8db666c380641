import { attempt, service } from "./service.js";

const REFRESH_MS = 30_000;
const board = document.getElementById("board");
const form = document.getElementById("new-item");

/** Puts an item's card where it belongs, making the card if there is none yet. */
function place(item) {
  const list = board.querySelector(`[data-horizon="${item.horizon}"]`);
  const known = board.querySelector(`[data-item="${CSS.escape(item.id)}"]`);
  const card = known ?? document.getElementById("card").content.firstElementChild.cloneNode(true);
  card.dataset.item = item.id;
  card.classList.toggle("done", item.isDone);
  card.querySelector(".key").textContent = item.key;
  card.querySelector(".summary").textContent = item.summary;
  const choice = card.querySelector("select");
  choice.dataset.move = item.id;
  choice.ariaLabel = `Place of ${item.key}`;
  choice.value = item.horizon;
  if (card.parentElement !== list) list.prepend(card);
}

/** Shows what others have changed. */
async function refresh() {
  const { project } = board.dataset;
  const query = project ? `?projectKey=${encodeURIComponent(project)}` : "";
  const { items } = await service("GET", `/api/items${query}`);
  const ids = new Set(items.map((item) => item.id));
  for (const card of board.querySelectorAll("[data-item]"))
    if (!ids.has(card.dataset.item)) card.remove();
  for (const item of items.toReversed()) place(item);
}

document.addEventListener("change", ({ target }) => {
  if (!target.dataset.move) return;
  attempt(async () => {
    const path = `/api/items/${encodeURIComponent(target.dataset.move)}`;
    const { item } = await service("PUT", path, { horizon: target.value });
    if (board) place(item);
  });
});

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const { item } = await service("POST", "/api/items", Object.fromEntries(new FormData(form)));
    place(item);
    form.elements.summary.value = "";
  });
});

if (board) setInterval(() => attempt(refresh), REFRESH_MS);
