import { register } from "./providers.js";

const AUTO_CLOSE_MS = 8000;

/** Notices at the edge of the page: `AP.flag`, and `AP.messages` of older add-ons. */
export function registerFlags() {
  const { connectHost } = window;
  register("flag", { create: showFlag });
  const types = ["generic", "info", "hint", "success", "warning", "error"];
  connectHost.defineModule(
    "messages",
    Object.fromEntries(
      types.map((type) => [
        type,
        (title, body) => void showFlag({ title, body, type, actions: [] }),
      ]),
    ),
  );
}

function showFlag({ id, title, body, type, actions, close, onClose }) {
  const flag = document.createElement("section");
  flag.className = `flag ${type}`;
  const shut = () => {
    if (!flag.isConnected) return;
    flag.remove();
    onClose?.(id);
  };
  flag.append(element("b", title ?? ""), button("Close", shut, "close"), element("p", body ?? ""));
  for (const { actionText, executeAction } of actions)
    flag.append(button(actionText, executeAction));
  document.getElementById("flags").append(flag);
  if (close === "auto") setTimeout(shut, AUTO_CLOSE_MS);
  return { close: shut };
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function button(text, act, className = "") {
  const made = element("button", text);
  made.type = "button";
  made.className = className;
  made.addEventListener("click", () => act());
  return made;
}
