import type { Module } from "../../core/host/index.ts";

export type ReadModules =
  | { readonly kind: "modules"; readonly modules: Readonly<Record<string, readonly Module[]>> }
  | { readonly kind: "refused"; readonly message: string };

const KEY = /^[\w.-]{1,100}$/;

/**
 * Reads modules as a descriptor writes them: by type, each a list or a single object. They may stand
 * below "modules", as the interface is specified, or by themselves, as its examples show them.
 */
export function readModules(body: unknown): ReadModules {
  const whole = isObject(body) && isObject(body.modules) ? body.modules : body;
  if (!isObject(whole)) return refused("The request body must be an object of modules by type.");
  const types = Object.entries(whole).map(([type, value]): [string, Module[]] => [
    type,
    Array.isArray(value) ? value : [value],
  ]);
  for (const [type, list] of types)
    for (const [i, module] of list.entries()) {
      const problem = problemOf(type, module);
      if (problem) return refused(`${type}[${i}] ${problem}`);
    }
  return { kind: "modules", modules: Object.fromEntries(types) };
}

function problemOf(type: string, module: unknown): string | null {
  if (!isObject(module)) return "must be an object.";
  if (typeof module.key !== "string" || !KEY.test(module.key))
    return "needs a key of letters, digits, dots, hyphens and underscores.";
  if (type !== "webhooks") return null;
  return typeof module.event === "string" && typeof module.url === "string"
    ? null
    : "needs an event and a url.";
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refused = (message: string): ReadModules => ({ kind: "refused", message });
