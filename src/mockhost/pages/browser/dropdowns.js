import { register } from "./providers.js";

/** Menus that a frame opens, drawn by the page so that they may reach beyond the frame: `AP.dropdown`. */
export function registerDropdowns() {
  const menus = new Map();

  function create({ dropdownId, dropdownGroups, dropdownItemNotifier }, { extension_id }) {
    menus.get(dropdownId)?.element.remove();
    const element = document.createElement("div");
    element.className = "dropdown";
    element.popover = "auto";
    element.role = "menu";
    for (const group of dropdownGroups.filter(Boolean))
      element.append(...(group.heading ? [heading(group.heading)] : []), ...group.items.map(item));
    element.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      element.hidePopover();
      const { itemId, content } = button;
      dropdownItemNotifier({ dropdownId, item: { itemId, content } });
    });
    document.body.append(element);
    menus.set(dropdownId, { element, extension_id });
  }

  function setDisabled(dropdownId, itemId, isDisabled) {
    const buttons = menus.get(dropdownId)?.element.querySelectorAll("button") ?? [];
    for (const button of buttons) if (button.itemId === itemId) button.disabled = isDisabled;
  }

  register("dropdown", {
    create,
    /** `x` and `y` count from the frame's own corner. */
    showAt({ dropdownId, x, y, width }, { iframeDimensions }) {
      const element = menus.get(dropdownId)?.element;
      if (!element) return;
      Object.assign(element.style, {
        left: `${iframeDimensions.left + Number(x)}px`,
        top: `${iframeDimensions.top + Number(y)}px`,
        minWidth: width ? `${Number(width)}px` : "",
      });
      element.showPopover();
    },
    hide: (dropdownId) => menus.get(dropdownId)?.element.hidePopover(),
    itemDisable: (dropdownId, itemId) => setDisabled(dropdownId, itemId, true),
    itemEnable: (dropdownId, itemId) => setDisabled(dropdownId, itemId, false),
    destroyByExtension(extensionId) {
      for (const [dropdownId, { element, extension_id }] of menus)
        if (extension_id === extensionId) {
          element.remove();
          menus.delete(dropdownId);
        }
    },
  });
}

function heading(text) {
  const made = document.createElement("b");
  made.textContent = text;
  return made;
}

function item({ itemId, content, disabled = false }) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", role: "menuitem", textContent: content, disabled });
  // What the add-on hears of it again.
  return Object.assign(made, { itemId, content });
}
