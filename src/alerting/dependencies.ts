import type { Contract } from "../core/contract/index.ts";
import type { Clock } from "../core/time/index.ts";
import { type Condition, SERVICE } from "./conditions.ts";

/** Whether something answers; null: it does; else why not, as a clause. */
export type AskDependency = (url: string, signal: AbortSignal) => Promise<string | null>;

/** One that does not answer. */
export interface FailingDependency {
  readonly name: string;
  readonly reason: string;
}

const EVERY_MS = 15_000;
/** One failure may be chance. */
const CONFIRMED = 2;

/** Asks what an add-on depends on, in the background: a decision never waits for it. */
export function dependencyWatch(
  { operations }: Contract,
  ask: AskDependency,
  clock: Pick<Clock, "monotonicMs">,
): (signal: AbortSignal) => readonly FailingDependency[] {
  const failures = new Map<string, { times: number; reason: string }>();
  let askedMs = Number.NEGATIVE_INFINITY;

  async function look(name: string, url: string, signal: AbortSignal): Promise<void> {
    const reason = await ask(url, signal).catch(() => "it cannot be asked");
    if (signal.aborted) return;
    if (reason === null) failures.delete(name);
    else failures.set(name, { times: (failures.get(name)?.times ?? 0) + 1, reason });
  }

  return (signal) => {
    if (clock.monotonicMs() - askedMs >= EVERY_MS) {
      askedMs = clock.monotonicMs();
      for (const [name, { probe }] of Object.entries(operations.dependencies))
        void look(name, probe, signal);
    }
    return [...failures]
      .filter(([, { times }]) => times >= CONFIRMED)
      .map(([name, { reason }]) => ({ name, reason }));
  };
}

/**
 * What fails together has one cause: while the add-on fails, what it depends on is named in the same
 * alert; by itself it is a matter for the morning, since customers do not feel it.
 */
export function withDependencies(
  conditions: readonly Condition[],
  failing: readonly FailingDependency[],
): readonly Condition[] {
  const isOut = conditions.some(({ group }) => group === SERVICE);
  return [
    ...conditions,
    ...failing.map(
      ({ name, reason }): Condition => ({
        key: `dependency/${name}`,
        group: isOut ? SERVICE : `dependency/${name}`,
        severity: "ticket",
        message: `${name}, which it depends on, does not answer: ${reason}`,
      }),
    ),
  ];
}
