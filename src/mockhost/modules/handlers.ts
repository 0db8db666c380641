import {
  type Handlers,
  type HostResponse,
  type Installation,
  json,
  noContent,
  onInstallation,
  type RestCall,
} from "../world/index.ts";
import { keysOf, registeredModules } from "./effective-modules.ts";
import { readModules } from "./read-modules.ts";

/** Source: "Connect dynamic modules", Restrictions. */
const MOST_MODULES = 100;
/** As much as a whole descriptor may be. */
const MOST_BYTES = 1 << 20;

/** Modules that add-ons register at run time, for one tenant each. */
export const moduleHandlers = (): Handlers => ({
  "DynamicModulesResource.getModules_get": ofInstallation((installation) =>
    json(200, registeredModules(installation)),
  ),
  "DynamicModulesResource.registerModules_post": ofInstallation(register),
  "DynamicModulesResource.removeModules_delete": ofInstallation(remove),
});

const ofInstallation = onInstallation(() =>
  json(401, { message: "The request is not from a Connect app." }),
);

/** All of them or none. */
function register(installation: Installation, call: RestCall): HostResponse {
  if (call.request.body.length > MOST_BYTES)
    return json(400, { message: "The modules are larger than 1 MiB." });
  const read = readModules(call.json);
  if (read.kind === "refused") return json(400, { message: read.message });
  const before = registeredModules(installation);
  const keys = [...keysOf(before), ...keysOf(read.modules)];
  const repeated = repeatedIn([...keysOf(installation.descriptor.modules), ...keys]);
  if (repeated.length > 0)
    return json(400, {
      message: `Installation failed. The app ${installation.addonKey} has duplicate module keys: [${repeated.join(", ")}]. Please contact the app vendor.`,
    });
  if (keys.length > MOST_MODULES)
    return json(400, {
      message: `${keys.length} modules would be registered dynamically; at most ${MOST_MODULES} may be.`,
    });
  const types = new Set([...Object.keys(before), ...Object.keys(read.modules)]);
  installation.registered.modules = Object.fromEntries(
    [...types].map((type) => [type, [...(before[type] ?? []), ...(read.modules[type] ?? [])]]),
  );
  return { status: 200 };
}

/** Those that are named; without a name all of them. */
function remove(installation: Installation, { query }: RestCall): HostResponse {
  const named = query.getAll("moduleKey");
  const stays = ({ key }: { readonly key?: unknown }) =>
    named.length > 0 && !named.includes(String(key));
  installation.registered.modules = Object.fromEntries(
    Object.entries(registeredModules(installation))
      .map(([type, list]) => [type, list.filter(stays)] as const)
      .filter(([, list]) => list.length > 0),
  );
  return noContent();
}

const repeatedIn = (keys: readonly string[]): string[] => [
  ...new Set(keys.filter((key, i) => keys.indexOf(key) !== i)),
];
