/** Where rules and their figures come from. */
export const source = {
  arithmetic: "arithmetic on the figures of the contract",
  guide: "the host platform's operations guide for add-on vendors",
  fortified: "Atlassian, Cloud Fortified apps: reliability and support requirements",
  hostSla: "Atlassian Cloud SLA of 2024-10-07",
  bridge: "npm atlassian-connect-js: the frame bridge gives up after 12,000 ms",
  forge: "Atlassian, Forge remote invocation contract (August 2025): 25 s for UI calls",
  burnRates: "Google, The Site Reliability Workbook, chapter 5, table 5-8",
  dataIntegrity: "Google, Site Reliability Engineering, chapter 26: only restores prove backups",
  formula: "formula tenant-minutes/3: a minute without any event is unknown",
} as const;
