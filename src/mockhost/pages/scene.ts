import type { PageModule, Place, Spot } from "../../core/host/index.ts";
import type { Html } from "../../ui/index.ts";
import { isShown } from "./conditions/index.ts";
import { type Extension, extensionOf } from "./extension.ts";
import { withMacro } from "./macro.ts";
import type { Sights } from "./read-viewing.ts";
import type { Viewing } from "./viewing.ts";
import type { Visit } from "./visit.ts";
import { webItemsAt } from "./web-items.ts";

/** A module together with what its frame is opened from. */
export interface Framed {
  readonly module: PageModule;
  readonly viewing: Viewing;
  readonly extension: Extension;
}

/** What add-ons contribute to the pages of one visit, by where it stands and what is looked at. */
export interface Scene {
  readonly visit: Visit;
  readonly sights: Sights;
  /** Those whose conditions are met. */
  modulesAt(places: readonly Place[], viewing: Viewing): readonly PageModule[];
  framed(places: readonly Place[], viewing: Viewing): readonly Framed[];
  frame(module: PageModule, viewing: Viewing): Framed;
  items(spot: Spot, viewing: Viewing): readonly Html[];
}

export function sceneOf(visit: Visit, sights: Sights, modules: readonly PageModule[]): Scene {
  const { tenant, person, nowMs } = visit;
  const installationOf = ({ addonKey }: PageModule) => tenant.installations.get(addonKey)!;
  const looking = (viewing: Viewing) => ({ tenant, viewing, person, nowMs });

  const modulesAt: Scene["modulesAt"] = (places, viewing) =>
    modules.filter(
      (module) =>
        places.includes(module.place) &&
        isShown(module, {
          looking: looking(viewing),
          sights,
          installation: installationOf(module),
        }),
    );
  const frame: Scene["frame"] = (module, seen) => {
    const installation = installationOf(module);
    const viewing = withMacro(seen, sights, installation, module);
    return { module, viewing, extension: extensionOf(looking(viewing), installation, module) };
  };
  return {
    visit,
    sights,
    modulesAt,
    frame,
    framed: (places, viewing) => modulesAt(places, viewing).map((module) => frame(module, viewing)),
    items: (spot, viewing) => webItemsAt(visit, sights, viewing, spot),
  };
}
