import { type PageModule, pageModulesIn } from "../../host/index.ts";
import { effectiveModules, registeredModules } from "../modules/index.ts";
import type { Installation, Product, Tenant } from "../tenant.ts";

/** Every page module of an installation on a product, lightest first; none while it is not enabled. */
export function pageModules(installation: Installation, product: Product): readonly PageModule[] {
  if (installation.state !== "enabled") return [];
  const { addonKey, descriptor } = installation;
  const types = [
    ...Object.keys(descriptor.modules),
    ...Object.keys(registeredModules(installation)),
  ];
  const modules = Object.fromEntries(
    types.map((type) => [type, effectiveModules(installation, type)]),
  );
  return pageModulesIn(addonKey, modules, product);
}

/** Every page module of every add-on on a site. */
export const modulesOn = ({ installations, product }: Tenant): readonly PageModule[] =>
  [...installations.values()].flatMap((installation) => pageModules(installation, product));
