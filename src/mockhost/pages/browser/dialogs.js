import { register } from "./providers.js";

const ESCAPE = 27;

/** Modal dialogs with a frame in them: `AP.dialog`. The last one opened is the one in front. */
export function registerDialogs(page) {
  const { connectHost } = window;
  const open = [];
  const front = () => open.at(-1);
  const buttonOf = (identifier) => front()?.buttons.get(identifier);

  // Where the bridge looks up how a module of the descriptor wants to be opened.
  window._AP.dialogModules = {};
  window._AP.inlineDialogModules = {};
  const note = (kind, addonKey, key, options) => {
    const modules = (window._AP[kind][addonKey] ??= {});
    modules[key] = { options };
  };
  for (const { addonKey, itemKey, options } of page.items) {
    note("dialogModules", addonKey, itemKey, options);
    note("inlineDialogModules", addonKey, itemKey, options);
  }
  for (const { addonKey, moduleKey, dialog } of page.dialogs)
    if (Object.keys(dialog).length > 0) note("dialogModules", addonKey, moduleKey, dialog);

  function close() {
    const dialog = open.pop();
    if (!dialog) return;
    dialog.element.close();
    dialog.element.remove();
    dialog.onHide?.();
  }

  /** By the person: the add-on hears of it. */
  const dismiss = () => connectHost.dialog.close(front().addonKey);

  function create(options, extension) {
    const element = document.createElement("dialog");
    element.className = `${options.chrome ? "chrome" : "bare"} ${options.size ?? ""}`;
    if (!options.size)
      Object.assign(element.style, { width: options.width, height: options.height });
    const dialog = {
      element,
      addonKey: extension.addon_key,
      buttons: new Map(),
      onHide: options.onHide,
    };
    open.push(dialog);
    if (options.chrome) element.append(head(options.header, dismiss));
    element.append(frame(extension, options));
    if (options.chrome) element.append(foot(dialog, options));
    element.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (options.closeOnEscape) dismiss();
    });
    document.body.append(element);
    element.showModal();
  }

  function frame(extension, options) {
    const box = document.createElement("div");
    box.className = "frame in-dialog";
    extension.options = {
      ...extension.options,
      isDialog: true,
      dialogId: options.id,
      preventDialogCloseOnEscape: !options.closeOnEscape,
    };
    connectHost.create(extension).appendTo(box);
    return box;
  }

  connectHost.onIframeEstablished(({ extension }) => {
    const dialog = open.find(({ element }) => element.querySelector("iframe")?.id === extension.id);
    if (!dialog) return;
    if (dialog.buttons.has("submit")) dialog.buttons.get("submit").disabled = false;
    if (!extension.options.preventDialogCloseOnEscape)
      connectHost.onKeyEvent(extension.id, ESCAPE, [], dismiss);
  });

  function foot(dialog, { actions, hint }) {
    const made = document.createElement("footer");
    const words = document.createElement("span");
    words.textContent = hint;
    made.append(words);
    for (const action of actions) addButton(dialog, made, action);
    return made;
  }

  function addButton(dialog, place, { identifier, text, disabled, hidden = false, onClick }) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: text, disabled, hidden });
    button.classList.toggle("primary", identifier === "submit");
    button.addEventListener("click", () => {
      onClick();
      // A frame that has not come up cannot close its dialog.
      if (identifier === "cancel" && dialog.buttons.get("submit")?.disabled) dismiss();
    });
    dialog.buttons.set(identifier, button);
    place.append(button);
  }

  register("dialog", {
    create,
    close,
    isActiveDialog: (addonKey) => front()?.addonKey === addonKey,
    createButton: (action) => addButton(front(), front().element.querySelector("footer"), action),
    isButtonDisabled: (identifier) => buttonOf(identifier)?.disabled ?? false,
    setButtonDisabled(identifier, isDisabled) {
      const button = buttonOf(identifier);
      if (button) button.disabled = isDisabled;
    },
    toggleButton(identifier) {
      const button = buttonOf(identifier);
      if (button) button.disabled = !button.disabled;
    },
    isButtonHidden: (identifier) => buttonOf(identifier)?.hidden ?? false,
    setButtonHidden(identifier, isHidden) {
      const button = buttonOf(identifier);
      if (button) button.hidden = isHidden;
    },
  });
}

function head(title, close) {
  const made = document.createElement("header");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: "Close", className: "close" });
  button.addEventListener("click", close);
  made.append(heading, button);
  return made;
}
