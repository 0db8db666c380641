import type { PageModule } from "../../core/host/index.ts";
import type { Installation } from "../world/index.ts";
import { declaredModule } from "./page-modules.ts";
import type { Sights } from "./read-viewing.ts";
import type { MacroSetting, Viewing } from "./viewing.ts";

/** The page of an add-on on which its macro is set; null: it has none. */
export interface MacroEditor {
  readonly url: string;
  readonly title: string;
  /** "600px", "" where the descriptor leaves it to the host. */
  readonly width: string;
  readonly height: string;
}

/** Named in the address of a frame that is to show the editor instead of the macro. */
export const MACRO_EDITOR = "macro.editor";

/** The same viewing, where the module is a macro with what that is set to. */
export function withMacro(
  viewing: Viewing,
  { macroSetting }: Sights,
  installation: Installation,
  module: PageModule,
): Viewing {
  const { content } = viewing;
  if (module.place !== "macro" || content === null) return viewing;
  const macro = macroSetting(content.id, module) ?? defaultSetting(installation, module);
  return { ...viewing, macro };
}

/** What a macro is set to before anybody has touched it: the defaults that its add-on declares. */
function defaultSetting(installation: Installation, module: PageModule): MacroSetting {
  const { parameters } = declaredModule(installation, module) ?? {};
  const given = (Array.isArray(parameters) ? parameters : []).flatMap(
    (parameter): [string, string][] => {
      const { identifier, defaultValue } = Object(parameter) as Record<string, unknown>;
      return typeof identifier === "string" && defaultValue !== undefined
        ? [[identifier, String(defaultValue)]]
        : [];
    },
  );
  return { parameters: Object.fromEntries(given), body: "" };
}

export function editorOf(installation: Installation, module: PageModule): MacroEditor | null {
  if (module.place !== "macro") return null;
  const { editor } = declaredModule(installation, module) ?? {};
  const { url, editTitle, width, height } = Object(editor) as Record<string, unknown>;
  if (typeof url !== "string" || url === "") return null;
  const title = (Object(editTitle) as { value?: unknown }).value;
  return {
    url,
    title: typeof title === "string" ? title : `Edit ${module.name}`,
    width: String(width ?? ""),
    height: String(height ?? ""),
  };
}
