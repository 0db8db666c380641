import { tenantClasses, type LoadStream, type StreamTally, type TenantClass } from "../../model/index.ts";
import { type Recorder, recorder } from "../../../core/measurement/index.ts";
import type { Random } from "../../../core/chance/index.ts";

const kinds = [
  { step: "page roadmap", indicator: "ui", medianMs: 140, weight: 5 },
  { step: "api items", indicator: "service", medianMs: 80, weight: 5 },
  { step: "webhook jira:issue_updated", indicator: "webhook", medianMs: 35, weight: 3 },
] as const;
const classShares: Readonly<Record<TenantClass, number>> = {
  largest: 0.42,
  middle: 0.4,
  small: 0.18,
};
const limitsMs = [250, 400, 500];

/** A stream while its events come in. */
export interface Gathering {
  readonly stream: LoadStream;
  events: number;
  good: number;
  readonly errors: Record<string, number>;
  readonly within: { limitMs: number; count: number }[];
  readonly response: Recorder;
  readonly service: Recorder;
  readonly failures: Recorder;
}

/** One event: of which stream, whether it fails and how long it takes are drawn. */
export function takeEvent(
  gathered: Map<string, Gathering>,
  chance: Random,
  strain: number,
  failing: number,
): void {
  const kind = drawn(kinds, ({ weight }) => weight, chance);
  const tenants = drawn(tenantClasses, (one) => classShares[one], chance);
  const key = `${kind.step}/${tenants}`;
  let into = gathered.get(key);
  if (into === undefined) {
    const { step, indicator } = kind;
    into = {
      stream: { step, indicator, tenants },
      events: 0,
      good: 0,
      errors: {},
      within: limitsMs.map((limitMs) => ({ limitMs, count: 0 })),
      response: recorder(),
      service: recorder(),
      failures: recorder(),
    };
    gathered.set(key, into);
  }
  into.events++;
  if (chance() < failing) {
    const fault = chance() < 0.6 ? "status-503" : "timed-out";
    into.errors[fault] = (into.errors[fault] ?? 0) + 1;
    if (fault === "status-503") into.failures.record(kind.medianMs / 1000);
    return;
  }
  const serviceMs = kind.medianMs * strain * Math.exp(0.42 * normal(chance));
  into.good++;
  into.service.record(serviceMs / 1000);
  into.response.record((serviceMs + 0.2) / 1000);
  for (const limit of into.within) if (serviceMs + 0.2 <= limit.limitMs) limit.count++;
}

function drawn<T>(items: readonly T[], weightOf: (item: T) => number, chance: Random): T {
  let left = chance() * items.reduce((sum, item) => sum + weightOf(item), 0);
  return items.find((item) => (left -= weightOf(item)) < 0) ?? items[0]!;
}

const normal = (chance: Random): number =>
  Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

export const finished = (one: Gathering): StreamTally => ({
  ...one,
  response: one.response.sketch(),
  service: one.service.sketch(),
  failures: one.failures.sketch(),
});
