import { html } from "hono/html";
import type { Html } from "../../ui/index.ts";
import type { Installation } from "../world/index.ts";
import { editorOf } from "./macro.ts";
import type { Framed } from "./scene.ts";

/** A macro on its page; where it has an editor, with the button that opens it. */
export function macroPanel(
  installation: Installation,
  { module, viewing }: Framed,
  inside: Html,
): Html {
  const { addonKey, moduleKey, name } = module;
  const editor = editorOf(installation, module);
  const macro = { addonKey, moduleKey, contentId: viewing.content?.id, ...viewing.macro, editor };
  return html`<section class="panel macro" data-macro="${JSON.stringify(macro)}">
<h2>${name}${editor === null ? "" : html` <button type="button" class="edit">Edit</button>`}</h2>
${inside}</section>`;
}
