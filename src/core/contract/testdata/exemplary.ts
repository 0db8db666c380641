import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { Contract } from "../contract.ts";
import { readContract } from "../read-contract.ts";

/** A contract that no rule has anything against. */
export const exemplary = readFileSync(new URL("exemplary.yaml", import.meta.url), "utf8");

/** Values by path, such as "sla.uptime.target"; undefined takes the key out. */
export type Edits = Readonly<Record<string, unknown>>;

/** The exemplary contract with some values changed. */
export function edited(edits: Edits): string {
  const document = parse(exemplary);
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split(".");
    const last = steps.pop()!;
    const holder = steps.reduce((at, step) => (at[step] ??= {}), document);
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return stringify(document);
}

/** The edited contract, read; throws where it has errors, so that a test shows them. */
export function editedContract(edits: Edits): Contract {
  const reading = readContract(edited(edits));
  if (reading.kind === "contract") return reading.contract;
  throw new Error(reading.problems.map(({ message }) => message).join("\n"));
}
