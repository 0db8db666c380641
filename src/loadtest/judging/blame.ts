import type { Phase } from "../model/index.ts";

/** Where the planned requests that have no whole answer came to grief. */
export interface Blame {
  readonly planned: number;
  readonly answered: number;
  readonly injector: number;
  readonly system: number;
  readonly network: number;
  /** Neither answered nor failed when the counting ended. */
  readonly underWay: number;
}

export function blameOf(phases: readonly Phase[]): Blame {
  const sum = (of: (phase: Phase) => number) => phases.reduce((all, phase) => all + of(phase), 0);
  const planned = sum(({ tally }) => tally.planned);
  const answered = sum(({ tally }) => tally.completed);
  const injector = sum(({ rig }) => rig.blame.injector);
  const system = sum(({ rig }) => rig.blame.system);
  const network = sum(({ rig }) => rig.blame.network);
  const underWay = Math.max(0, planned - answered - injector - system - network);
  return { planned, answered, injector, system, network, underWay };
}

/** One sentence; null where every planned request was answered. */
export function blameText({ planned, answered, ...parts }: Blame): string | null {
  const { injector, system, network, underWay } = parts;
  const named = [
    [system, "the system"],
    [network, "the network"],
    [injector, "the injector"],
  ] as const;
  const blamed = named
    .filter(([count]) => count > 0)
    .map(([count, who]) => `${whole(count)} by ${who}`);
  const left = underWay > 0 ? [`${whole(underWay)} still under way`] : [];
  if (blamed.length + left.length === 0) return null;
  const missing = injector + system + network + underWay;
  const isAre = missing === 1 ? "has" : "have";
  return `Of ${whole(planned)} planned requests ${whole(missing)} ${isAre} no whole answer: ${[...blamed, ...left].join(", ")}.`;
}

const whole = (count: number): string => count.toLocaleString("en");
