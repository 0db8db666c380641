import type { Span } from "../../ui/index.ts";
import type { Phase, Run } from "../model/index.ts";

/** Phases that were held at the same time. */
export interface HeldLoad extends Span {
  readonly phases: readonly Phase[];
}

/** The loads in order of time; each is named for what was added last. */
export function loadsOf({ phases }: Run): readonly HeldLoad[] {
  const loads: HeldLoad[] = [];
  for (const phase of phases.toSorted((a, b) => a.startMs - b.startMs)) {
    const { name, startMs } = phase;
    const endMs = startMs + phase.durationMs;
    const last = loads.at(-1);
    if (last === undefined || startMs >= last.endMs)
      loads.push({ name, startMs, endMs, phases: [phase] });
    else {
      const both = { startMs: last.startMs, endMs: Math.max(last.endMs, endMs) };
      loads[loads.length - 1] = { ...both, name, phases: [...last.phases, phase] };
    }
  }
  return loads;
}

/** From the run's start to the end of its last load. */
export const lengthMs = ({ phases }: Run): number =>
  phases.reduce((end, { startMs, durationMs }) => Math.max(end, startMs + durationMs), 0);

/** Where everybody comes at once, by a spike test's model; null in other tests. */
export function burstOf({ plan, phases }: Run): Span | null {
  const [first] = phases;
  if (plan.kind !== "spike" || plan.model.kind !== "open" || first === undefined) return null;
  const { stages } = plan.model;
  const peak = Math.max(...stages.map(({ to }) => to));
  const at = stages.findIndex(({ from }) => from === peak);
  if (at < 1) return null;
  const before = stages.slice(0, at).reduce((sum, { durationMs }) => sum + durationMs, 0);
  const startMs = first.startMs + before;
  return { name: "burst", startMs, endMs: startMs + stages[at]!.durationMs };
}

/** The parts of a run that are told apart in drawings: its loads, the burst of a spike for itself. */
export function spansOf(run: Run): readonly Span[] {
  const burst = burstOf(run);
  return loadsOf(run).flatMap(({ name, startMs, endMs }): readonly Span[] =>
    burst === null || burst.startMs < startMs || burst.endMs > endMs
      ? [{ name, startMs, endMs }]
      : [
          { name: "", startMs, endMs: burst.startMs },
          burst,
          { name: "", startMs: burst.endMs, endMs },
        ],
  );
}

/** Sessions a second that were held, the least and the most; null for a closed load. */
export function heldRates({ plan, phases }: Run): readonly [least: number, most: number] | null {
  const { kind, model } = plan;
  const steady = model.kind === "open" ? model.stages.filter(({ from, to }) => from === to) : [];
  const rates =
    kind === "spike" && steady.length > 0
      ? steady.map(({ from }) => from)
      : phases.flatMap(({ offered }) => offered ?? []);
  return rates.length === 0 ? null : [Math.min(...rates), Math.max(...rates)];
}
