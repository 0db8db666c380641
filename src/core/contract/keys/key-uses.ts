import { RESOURCES } from "../../resources/index.ts";

/**
 * What becomes of a key today. `acted-on`: something is measured, judged, started or decided by it.
 * `published`: customers read it as it is written. `checked`: `check` holds it against the rest of
 * the contract, and that is all. `unread`: nothing looks at it.
 */
export interface KeyUse {
  readonly use: "acted-on" | "published" | "checked" | "unread";
  /** A source file that reads it; null where none does. */
  readonly by: string | null;
}

const actedOn = (by: string): KeyUse => ({ use: "acted-on", by: `src/${by}` });
const published = (by: string): KeyUse => ({ use: "published", by: `src/publishing/${by}` });
const checked = (by: string): KeyUse => ({ use: "checked", by: `src/core/contract/rules/${by}` });
const unread: KeyUse = { use: "unread", by: null };

const below = (path: string, keys: readonly string[], use: KeyUse) =>
  Object.fromEntries(keys.map((key) => [`${path}.${key}`, use]));

const CLOCK_KEYS = ["initialResponse", "resolution", "clock"];

/**
 * Every key of a contract with its reader. `[]` stands for an item of a list, `*` for a name of
 * the author's. A test holds it to the schema and to the sources: whoever adds a key, or begins to
 * act on one, finds its row here.
 */
export const keyUses: Readonly<Record<string, KeyUse>> = {
  plimsoll: actedOn("core/contract/schema.ts"),
  "addon.key": actedOn("wire/watch-addons.ts"),
  "addon.name": published("promise-page.ts"),
  "addon.vendor": published("promise-page.ts"),
  "addon.host": actedOn("monitoring/own-network.ts"),
  "addon.baseUrl": actedOn("monitoring/probe-jobs.ts"),
  "addon.descriptor": actedOn("monitoring/watch-descriptor.ts"),
  "addon.payment": checked("support-desk.ts"),
  "addon.timeZone": actedOn("core/contract/read-shape.ts"),
  "sla.effectiveFrom": actedOn("core/contract/history.ts"),
  "sla.period": actedOn("publishing/draw-up-view.ts"),
  "sla.uptime.target": actedOn("core/contract/objectives.ts"),
  "sla.uptime.downWhen": actedOn("core/slo/account-context.ts"),
  ...Object.fromEntries(
    ["ui", "service"].flatMap((indicator) =>
      ["average", "median", "p90", "p95", "p99"].map((statistic) => [
        `sla.responseTime.${indicator}.${statistic}`,
        actedOn("core/contract/response-time.ts"),
      ]),
    ),
  ),
  ...below(
    "sla.lifecycle",
    ["install", "webhook", "iframe"],
    actedOn("core/contract/objectives.ts"),
  ),
  "sla.recovery.rto": actedOn("incidents/recovery-section.ts"),
  ...below("sla.recovery", ["rpo", "drill"], published("promise-words.ts")),
  ...below("sla.maintenance", ["notice", "allowance"], actedOn("core/slo/exclusions.ts")),
  "sla.support.url": published("support-section.ts"),
  "sla.support.hours": actedOn("support/support-clock.ts"),
  "sla.support.holidays": actedOn("cli/clock.ts"),
  ...Object.fromEntries(
    ["L1", "L2", "L3", "L4"].flatMap((level) =>
      Object.entries({
        [`sla.support.levels.${level}.meaning`]: published("support-section.ts"),
        ...below(`sla.support.levels.${level}`, CLOCK_KEYS, actedOn("support/support-clock.ts")),
      }),
    ),
  ),
  "sla.retirement.notice": published("promise-words.ts"),
  ...below("sla.credits[]", ["below", "credit"], published("support-section.ts")),
  ...below(
    "operations.run",
    ["command", "port", "ready"],
    actedOn("adapters/mock-target/start-watched.ts"),
  ),
  "operations.load.tenants": actedOn("loadtest/workload/derive-workload.ts"),
  "operations.load.requestsPerSecond": actedOn("loadtest/workload/model-of.ts"),
  "operations.load.peak": actedOn("loadtest/workload/model-of.ts"),
  "operations.load.tenantSkew": actedOn("loadtest/workload/derive-workload.ts"),
  ...below(
    "operations.probes[]",
    ["path", "every", "timeout"],
    actedOn("monitoring/probe-jobs.ts"),
  ),
  "operations.probes[].from[]": actedOn("monitoring/probe-jobs.ts"),
  "operations.probes[].agree": actedOn("core/slo/watched-paths.ts"),
  "operations.connectivity[]": actedOn("monitoring/own-network.ts"),
  ...below(
    "operations.hostStatus",
    ["page", "probe", "components[]"],
    actedOn("host-status/host-jobs.ts"),
  ),
  ...below("operations.thresholds", RESOURCES, actedOn("core/resources/resource.ts")),
  "operations.thresholds.action": actedOn("resources/decide-thresholds.ts"),
  ...Object.fromEntries(
    RESOURCES.flatMap((resource) =>
      Object.entries(
        below(
          `operations.procedures.${resource}`,
          ["clear", "tell", "runbook"],
          actedOn("resources/decide-thresholds.ts"),
        ),
      ),
    ),
  ),
  "operations.resources.scrape[]": actedOn("resources/scrape-job.ts"),
  "operations.resources.every": actedOn("resources/scrape-job.ts"),
  ...below("operations.scaling", ["min", "max", "target"], checked("capacity.ts")),
  "operations.scaling.on": unread,
  ...below("operations.backups.*", ["engine", "every", "sites[]", "keep"], checked("backups.ts")),
  "operations.tracker.jira": checked("addon.ts"),
  "operations.tracker.project": unread,
  ...below("operations.emergency", ["email", "phone", "tested"], checked("emergency.ts")),
  "operations.channels.*": actedOn("effects/deliver-jobs.ts"),
  "operations.alerts.page[]": actedOn("alerting/decide-alerts.ts"),
  "operations.alerts.ticket[]": actedOn("alerting/decide-alerts.ts"),
  ...below(
    "operations.incidents",
    ["policy", "publishAfter"],
    actedOn("alerting/incident-of-alert.ts"),
  ),
  "operations.dependencies.*.probe": actedOn("alerting/dependencies.ts"),
  "operations.deadman": actedOn("alerting/deadman-job.ts"),
  "operations.guide": actedOn("publishing/draw-up-view.ts"),
  ...below("operations.retention", ["detail", "counts"], actedOn("monitoring/thin-job.ts")),
};
