import { modulePath, siteAddress } from "./addresses.js";

/** Macros of a page of Confluence and the dialogs in which they are edited: `AP.confluence`. */
export function registerMacros(page) {
  const { connectHost } = window;
  const macros = [...document.querySelectorAll("[data-macro]")].map((element) => {
    const macro = JSON.parse(element.dataset.macro);
    element.querySelector("button.edit")?.addEventListener("click", () => edit(macro));
    return macro;
  });
  let saving = null;

  function edit({ addonKey, moduleKey, contentId, editor }) {
    const { title, width, height } = editor;
    connectHost.dialog.create(
      {
        addon_key: addonKey,
        key: moduleKey,
        options: { productContext: { "content.id": contentId, "macro.editor": "true" } },
      },
      { chrome: true, header: title, ...(width ? { width } : {}), ...(height ? { height } : {}) },
    );
  }

  /** The one in whose frame, or in whose editor, a function was called. */
  function macroOf({ _context }) {
    const { addon_key, key } = _context.extension;
    const macro = macros.find(
      ({ addonKey, moduleKey }) => addonKey === addon_key && moduleKey === key,
    );
    if (!macro) throw new Error(`${key} is no macro of this page.`);
    return macro;
  }

  connectHost.defineModule("confluence", {
    getMacroData(callback) {
      callback(macroOf(callback).parameters);
    },
    getMacroBody(callback) {
      callback(macroOf(callback).body);
    },
    saveMacro(parameters, body, callback) {
      // The bridge puts its callback behind whatever was given.
      const macro = macroOf(callback ?? body);
      macro.parameters = parameters ?? {};
      if (typeof body === "string") macro.body = body;
      saving = save(page, macro);
    },
    async closeMacroEditor(callback) {
      connectHost.dialog.close(macroOf(callback).addonKey);
      if (saving === null) return;
      await saving;
      location.reload();
    },
  });
}

async function save(page, { addonKey, moduleKey, contentId, parameters, body }) {
  const response = await fetch(siteAddress(page, `${modulePath(addonKey, moduleKey)}/macro`), {
    method: "POST",
    body: JSON.stringify({ contentId, parameters, body }),
  });
  if (!response.ok) throw new Error((await response.json()).message);
}
