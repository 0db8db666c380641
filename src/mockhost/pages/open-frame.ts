import type { PageModule } from "../../core/host/index.ts";
import { personByAccountId } from "../tenants/index.ts";
import type { Tenant } from "../world/index.ts";
import { isShown } from "./conditions/index.ts";
import { type Extension, extensionOf } from "./extension.ts";
import { type FoundModule, type FrameRefusal, findModule } from "./frame-address.ts";
import { editorOf, MACRO_EDITOR, withMacro } from "./macro.ts";
import { readViewing, type Sights } from "./read-viewing.ts";

export type OpenedFrame =
  | { readonly kind: "frame"; readonly module: PageModule; readonly extension: Extension }
  | FrameRefusal;

/**
 * Opens a module for somebody: its signed address and what goes with it. `query` names what is looked
 * at, as the host's own addresses do: `issue.key=WEB-1`.
 */
export function openFrame(
  seed: number,
  sights: Sights,
  asked: {
    readonly tenant: Tenant;
    readonly addonKey: string;
    readonly moduleKey: string;
    readonly accountId: string;
    readonly query: URLSearchParams;
    readonly nowMs: number;
  },
): OpenedFrame {
  const { tenant, addonKey, moduleKey, accountId, query, nowMs } = asked;
  const found = findModule(tenant, addonKey, moduleKey);
  if (found.kind === "refused") return found;
  const person = personByAccountId(seed, tenant, accountId);
  if (!person) return { kind: "refused", sentence: "Nobody on this site has that account." };
  const { installation } = found;
  const module = moduleToOpen(found, query);
  const viewing = withMacro(readViewing(query, sights, module), sights, installation, module);
  const looking = { tenant, viewing, person, nowMs };
  if (!isShown(module, { looking, sights, installation }))
    return {
      kind: "refused",
      sentence: `${module.name} is not shown here: its conditions are not met.`,
    };
  return { kind: "frame", module, extension: extensionOf(looking, installation, module) };
}

/** A macro, or its editor where that is asked for. */
function moduleToOpen({ installation, module }: Found, query: URLSearchParams): PageModule {
  const editor = query.has(MACRO_EDITOR) ? editorOf(installation, module) : null;
  return editor === null ? module : { ...module, url: editor.url };
}

type Found = Extract<FoundModule, { kind: "found" }>;
