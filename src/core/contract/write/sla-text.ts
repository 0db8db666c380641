import type { ContractFacts } from "./contract-facts.ts";

export const slaText = (facts: ContractFacts): string => `\
# Public: this section is published exactly as it stands. Promise only what you measure.
sla:
  effectiveFrom: ${facts.effectiveFrom}            # the day, in UTC, from which you promise it
  period: month                        # UTC calendar months; 28d would be the last 28 days

  # 99.5 % of a month allows 3 h 36 min of downtime. 99.9 % allows 43 min: promise that once
  # somebody is woken at night and a restart is no downtime.
  uptime: { target: 99.5%, downWhen: 5% of requests fail }

  # Half of the requests and 95 % of them, measured where they arrive.
  # Look at a month of your own figures before you promise shorter times. These lie at bucket
  # boundaries that OpenTelemetry sends by default; others take exponential histograms.
  responseTime:
${responseTimeLines(facts)}
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
      L2: { meaning: a feature does not work, initialResponse: 8h, resolution: 40h }
      L3: { meaning: a question or a wish, initialResponse: 16h }
${retirementText(facts)}
  # What customers get back, if you give something back.
  # credits: [{ below: 99.5%, credit: 10% }, { below: 99%, credit: 25% }]
`;

const responseTimeLines = ({ calls }: ContractFacts): string =>
  [
    ...(calls.has("ui")
      ? ["    ui: { median: 500ms, p95: 2500ms } # pages, which people wait for"]
      : []),
    "    service: { p95: 1s }               # REST and other calls by programs",
  ].join("\n");

/** The host's calls that the descriptor asks for. */
function lifecycleText({ calls }: ContractFacts): string {
  const shares = [
    ...(calls.has("install")
      ? ["    install: 99%                       # installation calls answered"]
      : []),
    ...(calls.has("webhook") ? ["    webhook: 99%                       # webhooks taken"] : []),
  ];
  // Of frames only a load test with --beacon tells, so nobody begins by promising them.
  const frames = calls.has("ui")
    ? ["    # iframe: 95% within 12s           # frames connected; the host waits 12 s"]
    : [];
  if (shares.length === 0) return "";
  return [
    "",
    "  # What the host's own programme asks.",
    "  lifecycle:",
    ...shares,
    ...frames,
    "",
  ].join("\n");
}

const retirementText = ({ payment }: ContractFacts): string =>
  payment === "free"
    ? `
  # Customers of a free add-on are owed two months' notice before it ends.
  retirement: { notice: 62d }
`
    : "";
