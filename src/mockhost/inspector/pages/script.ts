/**
 * What the pages do beyond plain HTML, in the browser: forms ask the API and say what came of it,
 * and the lists renew themselves every other second while nobody is using them.
 */
export const script = `
const { fetch: send, setTimeout: later } = window;
const inUse = () => document.hidden || document.querySelector("[data-live] details[open]")
  || document.activeElement.closest("[data-live]") || !getSelection().isCollapsed;

async function renew() {
  const response = await send(location.href, { headers: { accept: "text/html" } });
  if (!response.ok) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const found = next.getElementById(part.id);
    if (!found) continue;
    const hadFocus = part.contains(document.activeElement);
    part.replaceWith(found);
    if (hadFocus) document.getElementById("content").focus({ preventScroll: true });
  }
}
async function keepUp() {
  if (!inUse()) await renew().catch(() => {});
  later(keepUp, 2000);
}
later(keepUp, 2000);

function bodyOf(form) {
  const text = form.elements.json;
  if (text) return JSON.parse(text.value);
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.value === "") continue;
    body[field.name] = field.type === "number" ? Number(field.value) : field.value;
  }
  return body;
}

async function ask(method, path, body, said) {
  said.className = "";
  said.textContent = "Asking…";
  try {
    const response = await send("/_mockhost/" + path, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    said.className = response.ok ? "" : "bad";
    said.textContent = response.ok ? wordsOf(answer) : answer.error.message;
  } catch (error) {
    said.className = "bad";
    said.textContent = String(error.message || error);
  }
  renew().catch(() => {});
}

const wordsOf = (answer) => "Done. " + Object.entries(answer)
  .filter(([, value]) => typeof value !== "object")
  .map(([name, value]) => name + ": " + value).join(", ");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.post) return;
  event.preventDefault();
  const said = form.querySelector("output");
  try {
    ask("POST", form.dataset.post, bodyOf(form), said);
  } catch (error) {
    said.className = "bad";
    said.textContent = "This is no JSON: " + error.message;
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest("button");
  if (!button) return;
  if (button.dataset.fill) document.getElementById("json").value = button.dataset.fill;
  if (button.dataset.remove)
    ask("DELETE", button.dataset.remove, undefined, document.querySelector("output"));
});
`;
