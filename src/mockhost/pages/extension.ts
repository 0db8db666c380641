import { frameName, type PageModule } from "../../core/host/index.ts";
import type { Installation } from "../world/index.ts";
import { frameAddress, type Looking } from "./frame-address.ts";
import { contextToken } from "./frame-tokens.ts";
import { structuredContext, variablesOf } from "./viewing.ts";

/** What the bridge's `connectHost.create` takes, in its own words. */
export interface Extension {
  readonly addon_key: string;
  readonly key: string;
  /** Signed, good for minutes. */
  readonly url: string;
  /** The frame gets to see all of it. */
  readonly options: Readonly<Record<string, unknown>>;
}

export function extensionOf(
  looking: Looking,
  installation: Installation,
  module: PageModule,
): Extension {
  const { tenant, viewing, person, nowMs } = looking;
  const { origin, pathname } = new URL(tenant.baseUrl);
  const context = structuredContext(viewing, tenant, installation);
  return {
    addon_key: module.addonKey,
    key: module.moduleKey,
    url: frameAddress(looking, installation, module),
    options: {
      uniqueKey: frameName(module.addonKey, module.moduleKey),
      moduleType: module.type,
      isFullPage: isFullPage(module),
      autoresize: true,
      hostOrigin: origin,
      contextPath: pathname,
      productContext: variablesOf(viewing, person.accountId),
      structuredContext: context,
      contextJwt:
        installation.descriptor.authentication === "none"
          ? ""
          : contextToken(tenant, installation, person.accountId, context, nowMs),
      user: { timeZone: person.timeZone },
    },
  };
}

const fullPages = new Set(["site", "administration", "project", "space"]);

const isFullPage = ({ place, type }: PageModule): boolean =>
  fullPages.has(place) && type !== "webPanels";
