import { isoTime } from "../../core/time/index.ts";
import { isActive } from "../faults/index.ts";
import { changedMs, componentsOf } from "./components-of.ts";
import { type HostState, PAGE_ID } from "./host-state.ts";
import { incident } from "./incident.ts";
import type { Impact } from "./outages.ts";

/** Statuspage answers no more than this of each list. */
const MOST_LISTED = 50;

/** The documents of Statuspage's public API v2, by their path below `/status/api/v2/`. */
export const documents: Readonly<Record<string, (state: HostState) => object>> = {
  "status.json": (state) => ({ page: pageOf(state), status: overall(state) }),
  "components.json": (state) => ({ page: pageOf(state), components: componentsOf(state) }),
  "incidents.json": (state) => ({ page: pageOf(state), incidents: incidents(state) }),
  "incidents/unresolved.json": (state) => ({ page: pageOf(state), incidents: unresolved(state) }),
  "scheduled-maintenances.json": (state) => ({
    page: pageOf(state),
    scheduled_maintenances: maintenances(state),
  }),
  "scheduled-maintenances/upcoming.json": (state) => ({
    page: pageOf(state),
    scheduled_maintenances: maintenances(state, ["scheduled"]),
  }),
  "scheduled-maintenances/active.json": (state) => ({
    page: pageOf(state),
    scheduled_maintenances: maintenances(state, ["in_progress"]),
  }),
  "summary.json": (state) => ({
    page: pageOf(state),
    components: componentsOf(state),
    incidents: unresolved(state),
    scheduled_maintenances: maintenances(state, ["scheduled", "in_progress"]),
    status: overall(state),
  }),
};

const pageOf = (state: HostState) => ({
  id: PAGE_ID,
  name: "Plimsoll mock host",
  url: `${state.origin}/status`,
  time_zone: "Etc/UTC",
  updated_at: isoTime(changedMs(state)),
});

const indicators: readonly (readonly [Impact, string])[] = [
  ["critical", "Major System Outage"],
  ["major", "Partial System Outage"],
  ["minor", "Partially Degraded Service"],
  ["maintenance", "Service Under Maintenance"],
];

function overall({ outages, nowMs }: HostState) {
  const now = outages.filter(({ fault }) => isActive(fault, nowMs));
  const worst = indicators.find(([impact]) => now.some((outage) => outage.impact === impact));
  return worst === undefined
    ? { indicator: "none", description: "All Systems Operational" }
    : { indicator: worst[0], description: worst[1] };
}

const allIncidents = (state: HostState) =>
  state.outages
    .filter(({ fault, fromMs }) => !fault.announced && fromMs <= state.nowMs)
    .map((outage) => incident(outage, state));

const incidents = (state: HostState) => allIncidents(state).slice(0, MOST_LISTED);

const unresolved = (state: HostState) =>
  allIncidents(state)
    .filter(({ status }) => status !== "resolved")
    .slice(0, MOST_LISTED);

const maintenances = (state: HostState, wanted: readonly string[] | null = null) =>
  state.outages
    .filter(({ fault }) => fault.announced)
    .map((outage) => incident(outage, state))
    .filter(({ status }) => wanted === null || wanted.includes(status))
    .slice(0, MOST_LISTED);
