import { stringify } from "yaml";
import { parseUrlPath } from "../values/address.ts";
import type { Parse } from "../values/reading.ts";
import { parseTimeZone } from "../values/time-zone.ts";
import { type DescriptorFacts, descriptorFacts } from "./descriptor-facts.ts";

/** What a first contract is written from. What is left out becomes a placeholder to fill in. */
export interface ContractSeed {
  /** The JSON of an `atlassian-connect.json`; anything else is no help and no harm. */
  readonly descriptor?: unknown;
  /** Where the descriptor was fetched from, if it was. */
  readonly descriptorUrl?: string;
  /** IANA zone in which the vendor works; UTC where it is left out or unknown. */
  readonly timeZone?: string;
  /** ISO date, the first of a month. */
  readonly effectiveFrom: string;
}

/**
 * A commented contract for `plimsoll init`, with values that a small vendor can keep.
 * It reads back without errors, whatever the descriptor holds.
 */
export function writeContract(seed: ContractSeed): string {
  const facts = descriptorFacts(seed.descriptor);
  const path = descriptorPath(facts, seed.descriptorUrl ?? "");
  const zone = readOr("UTC", parseTimeZone, seed.timeZone ?? "");
  const { effectiveFrom } = seed;
  return [addonText(facts, path, zone), slaText(facts, effectiveFrom), operationsText(path)].join(
    "\n",
  );
}

/** The path below the base URL, where the descriptor is there; else where Connect add-ons have it. */
function descriptorPath({ baseUrl }: DescriptorFacts, descriptorUrl: string): string {
  const isBelow = baseUrl !== null && descriptorUrl.startsWith(`${baseUrl}/`);
  return readOr(
    "/atlassian-connect.json",
    parseUrlPath,
    isBelow ? descriptorUrl.slice(baseUrl.length) : "",
  );
}

const readOr = (fallback: string, parse: Parse<string>, text: string): string => {
  const reading = parse(text);
  return reading.kind === "read" ? reading.value : fallback;
};

/** One value on one line, in quotation marks where YAML needs them. */
const inline = (value: string): string => stringify(value, { lineWidth: 0 }).trimEnd();

const addonText = (facts: DescriptorFacts, path: string, timeZone: string): string => `\
# The promise that you make to your customers, and how you keep it.
# After every change: plimsoll check. Each key is explained by: plimsoll schema.
plimsoll: 1

addon:
  key: ${inline(facts.key ?? "com.example.addon")}
  name: ${inline(facts.name ?? "My add-on")}
  vendor: ${inline(facts.vendor ?? "My company")}
  host: connect                        # connect, forge-remote, or plain for any web service
  baseUrl: ${inline(facts.baseUrl ?? "https://addon.example.com")}
  descriptor: ${inline(path)}  # tells pages, webhooks and installation calls apart
  payment: ${facts.isPaid ? "paid" : "free"}                        # free or paid; decides what you owe when you retire it
  timeZone: ${inline(timeZone)}
`;

const slaText = (facts: DescriptorFacts, effectiveFrom: string): string => `\
# Public: this section is published exactly as it stands. Promise only what you measure.
sla:
  effectiveFrom: ${effectiveFrom}            # the day, in UTC, from which you promise it
  period: month                        # UTC calendar months; 28d would be the last 28 days

  # 99.5 % of a month allows 3 h 36 min of downtime. 99.9 % allows 43 min: promise that once
  # somebody is woken at night and a restart is no downtime.
  uptime: { target: 99.5%, downWhen: 5% of requests fail }

  # Half of the requests and 95 % of them, measured where they arrive.
  # Look at a month of your own figures before you promise shorter times.
  responseTime:
    ui: { median: 500ms, p95: 2s }     # pages, which people wait for
    service: { p95: 1s }               # webhooks, REST and other calls by programs
${lifecycleText(facts)}
  # Only windows announced in time and within the allowance are left out of the uptime.
  maintenance: { notice: 48h, allowance: 2h per month }

  # An RTO (back within) and an RPO (data lost at most) are worth what the last drill showed.
  # recovery: { rto: 3h, rpo: 24h, drill: every 30d }

  support:
    url: https://support.example.com   # where customers ask for help
    hours: Mon-Fri 09:00-17:00         # in addon.timeZone; 24x7 and several intervals work too
    # holidays: FR                     # country, or country and region such as DE-BY
    levels:                            # times run in support hours; clock: 24x7 never stops
      L1: { meaning: the add-on does not work, initialResponse: 4h }
      L2: { meaning: a feature does not work, initialResponse: 8h }
      L3: { meaning: a question or a wish, initialResponse: 16h }

  # What customers get back, if you give something back.
  # credits: [{ below: 99.5%, credit: 10% }, { below: 99%, credit: 25% }]
`;

/** The host's calls that the descriptor asks for; all of them where there is no descriptor. */
function lifecycleText({ hasInstall, hasWebhooks, hasPages }: DescriptorFacts): string {
  const isUnknown = !hasInstall && !hasWebhooks && !hasPages;
  const shares = [
    hasInstall || isUnknown
      ? "    install: 99%                       # installation calls answered"
      : "",
    hasWebhooks || isUnknown ? "    webhook: 99%                       # webhooks taken" : "",
    hasPages || isUnknown
      ? "    iframe: 95% within 12s             # frames connected; the host waits 12 s"
      : "",
  ];
  return [
    "",
    "  # What the host's own programme asks.",
    "  lifecycle:",
    ...shares.filter(Boolean),
    "",
  ].join("\n");
}

const operationsText = (path: string): string => `\
# Private: this section never leaves you.
operations:
  # Better than the descriptor is a path that tests what your customers need, such as the database.
  probes: [{ path: ${inline(path)}, every: 30s, timeout: 3s }]

  # How one replica is started, for tests and deploys.
  # run: { command: node app.js, port: PORT, ready: /health }

  # The load that the promise must hold under.
  # load: { tenants: 100, requestsPerSecond: 5, peak: 3x, tenantSkew: zipf 1.1 }

  # When there is too little room, and what happens then.
  # thresholds: { cpu: 80% for 5m, memory: 85% for 5m, disk: 90%, action: alert }
  # scaling: { on: process, min: 2, max: 8, target: ui.p95 }

  # backups:
  #   data: { engine: pgbackrest, every: 6h, sites: [local, "s3://bucket/path"], keep: 35d }

  # Who is woken, and what can wait.
  # alerts: { page: [pagerduty], ticket: [email] }
  # emergency: { email: oncall@example.com, phone: "+33 1 00 00 00 00", tested: every 30d }
  # tracker: { jira: "https://example.atlassian.net", project: SUP }
`;
