import type { Proof } from "../model/index.ts";

/**
 * Whether the token of a request can be made ahead: its qsh sorts parameters and the values of one
 * that stands twice, which is only known before the values where no parameter does.
 */
export function isSignable(path: string, proof: Proof): boolean {
  if (proof === "none" || proof === "context" || !path.includes("{")) return true;
  const [, query = ""] = /\?(.*)$/s.exec(path) ?? [];
  const names = query === "" ? [] : query.split("&").map((pair) => pair.split("=", 1)[0]!);
  return new Set(names).size === names.length && names.every((name) => !name.includes("{"));
}
