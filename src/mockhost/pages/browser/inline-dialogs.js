import { register } from "./providers.js";

const GAP_PX = 6;
const MARGIN_PX = 8;
const FIRST_WIDTH_PX = 300;
const HOVER_MS = 250;

/**
 * Small dialogs beside the link that opens them. The bridge fills and resizes them; what a product
 * brings for it under the name `AJS.InlineDialog` is made here.
 */
export function registerInlineDialogs() {
  const { AJS, jQuery } = window;
  let shown = null;

  AJS.InlineDialog = ($anchor, id, fill, options = {}) => {
    const [anchor] = $anchor;
    const { element, contents } = draw(id, anchor.textContent.trim(), options);
    const dialog = { element, anchor, show, hide };

    function show() {
      if (shown !== dialog && !options.persistent) shown?.hide();
      shown = dialog;
      fill(jQuery(contents), anchor, () => {
        element.hidden = false;
        place(element, anchor, options);
      });
    }
    function hide() {
      element.hidden = true;
      if (shown === dialog) shown = null;
    }

    // The bridge opens it the first time and leaves the clicks after that to us.
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      if (options.onHover) return;
      if (element.hidden) show();
      else hide();
    });
    if (options.onHover) hideWhenLeft(element, anchor, hide);
    element.popup = { reset: () => place(element, anchor, options) };
    return Object.assign(jQuery(element), { show, hide });
  };

  window.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") shown?.hide();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (shown && !shown.element.contains(target) && !shown.anchor.contains(target)) shown.hide();
  });
  window.addEventListener("resize", () => shown?.element.popup.reset());

  register("inlineDialog", { hide: () => shown?.hide() });
}

/** The bridge knows it by these classes. */
function draw(id, name, { width }) {
  const element = document.createElement("div");
  Object.assign(element, { id: `inline-dialog-${id}`, className: "aui-inline-dialog" });
  Object.assign(element, { hidden: true, role: "dialog", ariaLabel: name });
  const contents = document.createElement("div");
  contents.className = "contents";
  contents.style.width = `${Number.parseInt(width, 10) || FIRST_WIDTH_PX}px`;
  element.append(contents);
  document.body.append(element);
  return { element, contents };
}

/** Below the link, above it where there is no room, and never beyond the window. */
function place(element, anchor, { offsetX, offsetY }) {
  const link = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = link.bottom + GAP_PX + pixels(offsetY);
  const fits = below + height + MARGIN_PX <= window.innerHeight;
  const top = fits ? below : Math.max(MARGIN_PX, link.top - GAP_PX - height);
  const rightmost = document.documentElement.clientWidth - width - MARGIN_PX;
  const left = Math.max(MARGIN_PX, Math.min(link.left + pixels(offsetX), rightmost));
  Object.assign(element.style, { left: `${left}px`, top: `${top}px` });
}

const pixels = (length) => Number.parseInt(length, 10) || 0;

/** One that opens under the pointer goes when the pointer has left both it and its link. */
function hideWhenLeft(element, anchor, hide) {
  let waiting = 0;
  for (const one of [element, anchor]) {
    one.addEventListener("mouseenter", () => clearTimeout(waiting));
    one.addEventListener("mouseleave", () => {
      clearTimeout(waiting);
      waiting = setTimeout(hide, HOVER_MS);
    });
  }
}
