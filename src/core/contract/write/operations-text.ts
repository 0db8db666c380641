import type { ContractFacts } from "./contract-facts.ts";
import { within } from "./inline.ts";

export const operationsText = (facts: ContractFacts): string => `\
# Private: this section never leaves you.
operations:
${runText(facts)}

  # The load that the promise must hold under: a guess, until you look at your own figures.
  load: { tenants: 20, requestsPerSecond: 5, peak: 3x, tenantSkew: zipf 1.1 }

${probeText(facts)}

  # When there is too little room, what is done then, and who is told. What is in use comes by OpenTelemetry,
  # or is fetched from node_exporter.
  # thresholds: { cpu: 80% for 5m, memory: 85% for 5m, disk: 90% }
  # procedures: { disk: { clear: 80%, tell: page, runbook: "Remove exports older than a week." } }
  # resources: { scrape: ["http://127.0.0.1:9100/metrics"], every: 15s }
  # channels: { oncall: pagerduty, team: mail }
  # alerts: { page: [oncall, team], ticket: [team] }
  # scaling: { on: process, min: 2, max: 8, target: ui.p95 }

  # backups:
  #   data: { engine: pgbackrest, every: 6h, sites: [local, "s3://bucket/path"], keep: 35d }

  # Who is reached around the clock, and where customers' bugs and wishes are kept.
  # emergency: { email: oncall@example.com, phone: "+33 1 00 00 00 00", tested: every 30d }
  # tracker: { jira: "https://example.atlassian.net", project: SUP }
`;

/** A path that answers whenever the add-on does. */
const readyPath = ({ healthPath, descriptorPath }: ContractFacts): string =>
  within(healthPath ?? descriptorPath);

const runText = (facts: ContractFacts): string =>
  facts.command === null
    ? `\
  # How one replica is started, in this folder; plimsoll test needs it. Make it true and uncomment it.
  # run: { command: node app.js, port: PORT, ready: ${readyPath(facts)} }`
    : `\
  # How one replica is started, in this folder, for tests and deploys. Its port is in PORT.
  run: { command: ${within(facts.command)}, port: PORT, ready: ${readyPath(facts)} }`;

const probeText = (facts: ContractFacts): string => `\
${
  facts.healthPath === null
    ? "  # Better than the descriptor is a path that tests what your customers need, such as the database."
    : "  # What answers here should test what your customers need, such as the database."
}
  probes: [{ path: ${readyPath(facts)}, every: 30s, timeout: 3s }]
  # When the add-on cannot be reached, its host's status page tells whether it is the network. Name others:
  # connectivity: [https://example.org/]`;
