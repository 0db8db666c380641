import type { Addon, Sla } from "../../core/contract/index.ts";
import { DAY_MS } from "../../core/time/index.ts";

export const ADDON: Addon = {
  key: "com.example.roadmaps",
  name: "Roadmaps for Jira",
  vendor: "Example Ltd",
  host: "connect",
  baseUrl: "https://roadmaps.example.com",
  descriptor: "/atlassian-connect.json",
  payment: "paid",
  timeZone: "Europe/Paris",
};

export const HOUR = 3_600_000;

export const SLA: Sla = {
  effectiveFrom: "2027-01-01",
  period: { kind: "month" },
  uptime: { target: 0.999, downWhenFailing: 0.05 },
  responseTime: {
    ui: { medianMs: 400, p90Ms: 800, p95Ms: 1200 },
    service: { averageMs: 150, p95Ms: 400 },
  },
  lifecycle: {
    install: { target: 0.99, withinMs: null },
    webhook: { target: 0.99, withinMs: null },
    iframe: { target: 0.95, withinMs: 12_000 },
  },
  recovery: { rtoMs: 8 * HOUR, rpoMs: 24 * HOUR, drillEveryMs: 30 * DAY_MS },
  maintenance: { noticeMs: 48 * HOUR, allowance: { ms: 4 * HOUR, per: "month" } },
  support: {
    url: "https://support.example.com",
    hours: {
      zone: "Europe/Paris",
      weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1020 })),
    },
    holidays: "FR",
    levels: {
      L1: {
        meaning: "service down",
        initialResponse: { kind: "time", ms: HOUR },
        resolution: { kind: "time", ms: 8 * HOUR },
        clock: "24x7",
      },
      L2: {
        meaning: "feature unusable",
        initialResponse: { kind: "time", ms: 4 * HOUR },
        resolution: { kind: "business-days", days: 2 },
        clock: "support-hours",
      },
    },
  },
  retirement: null,
  credits: [
    { below: 0.999, credit: 0.1 },
    { below: 0.99, credit: 0.25 },
  ],
};
