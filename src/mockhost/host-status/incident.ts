import { isoTime } from "../../core/time/index.ts";
import { componentsOf } from "./components-of.ts";
import { type HostState, idOf, PAGE_ID } from "./host-state.ts";
import { bodyOf, components, type Outage } from "./outages.ts";

/** One thing that happened to an outage, with the status that it has since then. */
interface Step {
  readonly status: string;
  readonly body: string;
  readonly atMs: number;
}

/** An outage as Statuspage shows incidents; maintenance is one with a schedule. */
export function incident(outage: Outage, state: HostState) {
  const { fault, fromMs, untilMs } = outage;
  const id = idOf("incident", fault.id);
  const steps = stepsOf(outage).filter(({ atMs }) => atMs <= state.nowMs);
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const hasEnded = untilMs !== null && untilMs <= state.nowMs;
  const shown = {
    id,
    name: outage.name,
    status: last.status,
    created_at: isoTime(first.atMs),
    updated_at: isoTime(last.atMs),
    monitoring_at: null,
    resolved_at: hasEnded ? isoTime(untilMs) : null,
    impact: outage.impact,
    shortlink: `${state.origin}/status/incidents/${id}`,
    started_at: isoTime(first.atMs),
    page_id: PAGE_ID,
    incident_updates: steps.toReversed().map((step) => update(outage, id, step)),
    components: componentsOf(state).filter((shown) =>
      outage.hits.some(({ component }) => idOf("component", component) === shown.id),
    ),
  };
  if (!fault.announced) return shown;
  const schedule = {
    scheduled_for: isoTime(fromMs),
    scheduled_until: isoTime(untilMs ?? fromMs),
  };
  return { ...shown, ...schedule };
}

function stepsOf(outage: Outage): readonly Step[] {
  const { fault, fromMs, untilMs } = outage;
  const body = bodyOf(outage);
  const begins: Step[] = fault.announced
    ? [
        { status: "scheduled", body, atMs: fault.addedMs },
        { status: "in_progress", body: "It has begun.", atMs: fromMs },
      ]
    : [{ status: "identified", body, atMs: fromMs }];
  if (untilMs === null) return begins;
  const status = fault.announced ? "completed" : "resolved";
  return [...begins, { status, body: "It is over.", atMs: untilMs }];
}

function update(outage: Outage, incidentId: string, { status, body, atMs }: Step) {
  const at = isoTime(atMs);
  return {
    id: idOf("update", incidentId, status),
    status,
    body,
    incident_id: incidentId,
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: status === "scheduled" ? null : affected(outage, status),
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
}

function affected({ hits }: Outage, status: string) {
  const isEnd = status === "resolved" || status === "completed";
  return hits.map(({ component, status: hit }) => ({
    code: idOf("component", component),
    name: components.find(({ code }) => code === component)!.name,
    old_status: isEnd ? hit : "operational",
    new_status: isEnd ? "operational" : hit,
  }));
}
