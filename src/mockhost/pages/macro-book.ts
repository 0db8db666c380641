import { z } from "zod";
import type { PageModule } from "../../core/host/index.ts";
import { type HostRequest, type HostResponse, json, type Tenant } from "../world/index.ts";
import { findModule } from "./frame-address.ts";
import type { FrameOf } from "./frame-book.ts";
import { editorOf } from "./macro.ts";
import { postedJson } from "./posted-json.ts";
import type { Sights } from "./read-viewing.ts";
import type { MacroSetting } from "./viewing.ts";

/** Keeps what people have set macros to, for as long as the mock host runs. */
export interface MacroBook {
  settingOf(tenant: Tenant, contentId: string, module: PageModule): MacroSetting | null;
  set(tenant: Tenant, contentId: string, module: PageModule, setting: MacroSetting): void;
}

export function macroBook(): MacroBook {
  const settings = new WeakMap<Tenant, Map<string, MacroSetting>>();
  const keyOf = (contentId: string, { addonKey, moduleKey }: PageModule) =>
    `${contentId} ${addonKey} ${moduleKey}`;
  return {
    settingOf: (tenant, contentId, module) =>
      settings.get(tenant)?.get(keyOf(contentId, module)) ?? null,
    set(tenant, contentId, module, setting) {
      if (!settings.has(tenant)) settings.set(tenant, new Map());
      settings.get(tenant)!.set(keyOf(contentId, module), setting);
    },
  };
}

const MOST_BYTES = 64_000;

const saved = z.strictObject({
  contentId: z.string().max(64),
  parameters: z.record(z.string().max(255), z.coerce.string()),
  body: z.string(),
});

/** Takes what the page was told by a macro's editor (`AP.confluence.saveMacro`). */
export function saveMacro(
  book: MacroBook,
  { contents }: Sights,
  { tenant, addonKey, moduleKey }: FrameOf,
  { method, body }: HostRequest,
): HostResponse {
  if (method !== "POST") return json(405, { message: "Macros are posted." });
  const found = findModule(tenant, addonKey, moduleKey);
  if (found.kind === "refused") return json(404, { message: found.sentence });
  const macro = saved.safeParse(postedJson(body, MOST_BYTES));
  if (!macro.success)
    return json(400, {
      message: "A macro has a content, parameters and a body, of 64 kB at most.",
    });
  const { contentId, ...setting } = macro.data;
  if (!contents.some(({ id }) => id === contentId) || !editorOf(found.installation, found.module))
    return json(404, { message: `No macro ${moduleKey} can be edited on ${contentId}.` });
  book.set(tenant, contentId, found.module, setting);
  return { status: 204 };
}
