/** A contract as its vendor wrote it. */
export const CONTRACT = `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps for Jira
sla:
  effectiveFrom: 2027-01-01
  period: month                      # month (UTC calendar) | 28d (rolling)
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  responseTime:
    ui:      { median: 400ms, p90: 800ms, p95: 1200ms }
    service: { average: 150ms, p95: 400ms }
  lifecycle: { install: 99%, webhook: 99%, iframe: 95% within 12s }
  recovery: { rto: 8h, rpo: 24h, drill: every 30d }
  maintenance: { notice: 48h, allowance: 4h per month }
  # Answered by people, not by robots.
  support:
    url: https://support.example.com
    hours: Mon-Fri 09:00-17:00

operations:
  secret: never shown
`;
