/** A contract that promises 48 h of notice and 2 h of maintenance a month; nobody listens where its add-on is. */
export const windowContract = (key: string, name = key) => `plimsoll: 1
addon:
  key: ${key}
  name: ${name}
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:9
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  maintenance: { notice: 48h, allowance: 2h per month }
operations: {}
`;
