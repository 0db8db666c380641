import type { Contract, ProbeHistory } from "../core/contract/index.ts";
import { allTenants } from "../core/slo/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import { isoTime, MINUTE_MS } from "../core/time/index.ts";
import type { Decide, Job, Known } from "../engine/index.ts";
import {
  exclusionsOf,
  hostHistory,
  type Incident,
  incidentMeasured,
  incidents,
  maintenanceWindows,
  writeEntry,
} from "../entries/index.ts";

export interface MeasurePlan {
  readonly contract: Contract;
  readonly probes: ProbeHistory;
  /** When watching began. */
  readonly sinceMs: number;
  readonly slots: Pick<SlotStore, "blocks">;
}

/** Exporters send once a minute, and some of them late. */
const LATE_MS = 3 * MINUTE_MS;

/**
 * Works out, once an incident is over, which tenants were down in it and for how long: each from its
 * own minutes, by the formula of the uptime. Only the days of the incident are read.
 */
export function measureJob(plan: MeasurePlan): Job {
  const { key, name } = plan.contract.addon;
  return {
    name: `incidents/measure ${key}`,
    about: `Works out which tenants of ${name} an incident touched.`,
    when: {
      due(known) {
        const times = unmeasured(known, key).map(({ endMs }) => endMs! + LATE_MS);
        return times.length === 0 ? null : Math.min(...times);
      },
    },
    async run({ known, nowMs, perform }) {
      for (const incident of unmeasured(known, key)) {
        if (incident.endMs! + LATE_MS > nowMs) continue;
        const found = await touchedBy(incident, known, nowMs, plan);
        const cause = `measure incident/${incident.id} ${incident.endMs}`;
        await perform(decideMeasured, found, { addon: key, cause });
      }
    },
  };
}

const unmeasured = (known: Known, addon: string): readonly Incident[] =>
  known
    .state(incidents, addon)
    .all.filter(
      ({ endMs, touched, isWithdrawn }) => endMs !== null && touched === null && !isWithdrawn,
    );

interface Found {
  readonly id: string;
  readonly endMs: number;
  readonly downMinutes: number;
  /** Those who were down at all, longest first. */
  readonly tenants: readonly (readonly [tenant: string, downMinutes: number])[];
}

async function touchedBy(
  { id, startMs, endMs }: Incident,
  known: Known,
  nowMs: number,
  { contract, probes, sinceMs, slots }: MeasurePlan,
): Promise<Found> {
  const { key } = contract.addon;
  const tenants: [string, number][] = [];
  const period = {
    name: id,
    fromMs: Math.floor(startMs / MINUTE_MS) * MINUTE_MS,
    toMs: Math.ceil(endMs! / MINUTE_MS) * MINUTE_MS,
  };
  const input = {
    ...{ contract, probes, period, nowMs },
    // Whom it touched is asked whatever was promised at the time.
    promised: { fromMs: 0, toMs: Number.POSITIVE_INFINITY, isPromised: true },
    watchingSinceMs: sinceMs,
    exclusions: exclusionsOf(known.state(maintenanceWindows, key), known.state(hostHistory, key)),
  };
  const whole = await allTenants(slots, input, {
    onDamage: () => {},
    onTenant({ tenant, uptime }) {
      if (tenant !== null && tenant !== "" && uptime !== null && uptime.down > 0)
        tenants.push([tenant, uptime.down]);
    },
  });
  tenants.sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
  return { id, endMs: endMs!, downMinutes: whole.uptime?.down ?? 0, tenants };
}

const decideMeasured: Decide<Found> = (known, found, { addon, nowMs: atMs, by }) => {
  const { id, endMs, downMinutes, tenants } = found;
  const incident = known.state(incidents, addon).all.find((one) => one.id === id);
  if (incident?.endMs !== endMs) return { kind: "decided", entries: [], expected: {} };
  const about = { addon, atMs, by };
  return {
    kind: "decided",
    entries: [],
    vaulted: [
      {
        content: new TextEncoder().encode(JSON.stringify(tenants)),
        about: { kind: "touched-tenants", person: "" },
        entry: (list) =>
          writeEntry(
            incidentMeasured,
            { id, endAt: isoTime(endMs), tenants: tenants.length, downMinutes, list },
            about,
          ),
      },
    ],
    expected: { [`incident/${id}`]: incident.version },
  };
};
