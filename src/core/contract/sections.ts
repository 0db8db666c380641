import type { Addon, Contract, Operations, Sla } from "./contract.ts";

/** The parts of a contract side by side, as coherence rules look at them. */
export interface Sections extends Sla, Operations {
  readonly addon: Addon;
  /** The whole as it is written. */
  readonly document: Readonly<Record<string, unknown>>;
}

export type SectionName = keyof Sections;

export const sectionsOf = (
  { addon, sla, operations }: Contract,
  document: Sections["document"],
): Sections => ({
  addon,
  document,
  ...sla,
  ...operations,
});
