import { isoTime } from "../../core/time/index.ts";
import { isActive } from "../faults/index.ts";
import { type HostState, idOf, PAGE_ID } from "./host-state.ts";
import { type Component, type ComponentStatus, components } from "./outages.ts";

/** The host's parts and how each is now, as Statuspage shows them. */
export const componentsOf = (state: HostState) =>
  components.map(({ code, name }, at) => ({
    id: idOf("component", code),
    name,
    status: statusOf(state, code),
    created_at: isoTime(state.startedMs),
    updated_at: isoTime(changedMs(state, code)),
    position: at + 1,
    description: null,
    showcase: true,
    start_date: null,
    group_id: null,
    page_id: PAGE_ID,
    group: false,
    only_show_if_degraded: false,
  }));

const fromWorst: readonly ComponentStatus[] = [
  "major_outage",
  "partial_outage",
  "degraded_performance",
  "under_maintenance",
];

function statusOf({ outages, nowMs }: HostState, component: Component): ComponentStatus {
  const now = outages
    .filter(({ fault }) => isActive(fault, nowMs))
    .flatMap(({ hits }) => hits.filter((hit) => hit.component === component));
  return fromWorst.find((status) => now.some((hit) => hit.status === status)) ?? "operational";
}

/** When something last began or ended, on one component or on any. */
export function changedMs({ startedMs, nowMs, outages }: HostState, component?: Component): number {
  const moments = outages
    .filter(
      ({ hits }) => component === undefined || hits.some((hit) => hit.component === component),
    )
    .flatMap(({ fromMs, untilMs }) => [fromMs, untilMs ?? fromMs])
    .filter((ms) => ms <= nowMs);
  return Math.max(startedMs, ...moments);
}
