import {
  type Module,
  type PageModule,
  pageModulesIn,
  type WebItem,
  webItemsIn,
} from "../../core/host/index.ts";
import { effectiveModules, registeredModules } from "../modules/index.ts";
import type { Installation, Product, Tenant } from "../world/index.ts";

/** Every page module of an installation on a product, lightest first; none while it is not enabled. */
export function pageModules(installation: Installation, product: Product): readonly PageModule[] {
  return installation.state === "enabled"
    ? pageModulesIn(installation.addonKey, allModules(installation), product)
    : [];
}

function allModules(installation: Installation) {
  const types = [
    ...Object.keys(installation.descriptor.modules),
    ...Object.keys(registeredModules(installation)),
  ];
  return Object.fromEntries(types.map((type) => [type, effectiveModules(installation, type)]));
}

/** A module as its add-on declares it; undefined where it does not. */
export const declaredModule = (
  installation: Installation,
  { type, moduleKey }: Pick<PageModule, "type" | "moduleKey">,
): Module | undefined => effectiveModules(installation, type).find(({ key }) => key === moduleKey);

/** Every page module of every add-on on a site. */
export const modulesOn = ({ installations, product }: Tenant): readonly PageModule[] =>
  [...installations.values()].flatMap((installation) => pageModules(installation, product));

/** Every web item of every add-on on a site, lightest first. */
export const webItemsOn = ({ installations }: Tenant): readonly WebItem[] =>
  [...installations.values()]
    .filter(({ state }) => state === "enabled")
    .flatMap((installation) => webItemsIn(installation.addonKey, allModules(installation)))
    .sort((a, b) => a.weight - b.weight);
