import type { Addon, Contract, Operations, Sla } from "./contract.ts";

/** The parts of a contract side by side, as coherence rules look at them. */
export interface Sections extends Sla, Operations {
  readonly addon: Addon;
}

export type SectionName = keyof Sections;

export const sectionsOf = ({ addon, sla, operations }: Contract): Sections => ({
  addon,
  ...sla,
  ...operations,
});
