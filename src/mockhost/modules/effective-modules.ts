import type { Module } from "../../core/host/index.ts";
import type { Installation } from "../world/index.ts";

type Modules = Readonly<Record<string, readonly Module[]>>;

/** What a tenant sees of an add-on: the modules of its descriptor, then those registered at run time. */
export const effectiveModules = (installation: Installation, type: string): readonly Module[] => {
  const declared = installation.descriptor.modules[type] ?? [];
  const registered = registeredModules(installation)[type];
  return registered === undefined ? declared : [...declared, ...registered];
};

/**
 * What is registered at run time. All of it is gone as soon as the descriptor declares one of its
 * keys, so that a new release can always be installed. Source: "Connect dynamic modules", Lifecycle.
 */
export function registeredModules({ registered, descriptor }: Installation): Modules {
  const keys = keysOf(registered.modules);
  if (keys.length === 0) return registered.modules;
  const declared = new Set(keysOf(descriptor.modules));
  return keys.some((key) => declared.has(key)) ? {} : registered.modules;
}

/** The keys of all modules that have one. */
export const keysOf = (modules: Modules): string[] =>
  Object.values(modules)
    .flat()
    .flatMap(({ key }) => (typeof key === "string" ? [key] : []));
