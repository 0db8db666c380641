import { exactDuration } from "../../format/index.ts";
import { isReachable, longestClosedMs } from "./attendance.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

const QUARTER_MS = 92 * 86_400_000;

export const recoveryRules: readonly Rule[] = [
  rule({
    id: "no-recovery-promise",
    severity: "warning",
    isAboutOmission: true,
    asks: "An RTO and an RPO.",
    source: source.guide,
    needs: ["recovery"],
    check({ recovery }) {
      const unsaid = [
        ...(recovery?.rtoMs == null ? ["how long a major incident may last (RTO)"] : []),
        ...(recovery?.rpoMs == null ? ["how much data it may cost (RPO)"] : []),
      ];
      if (unsaid.length === 0) return null;
      return {
        path: recovery === null ? ["sla"] : ["sla", "recovery"],
        message: `Nothing says ${unsaid.join(" and ")}.`,
        hint: "Once it was rehearsed, write sla.recovery: { rto: 3h, rpo: 24h, drill: every 30d }.",
      };
    },
  }),
  rule({
    id: "no-drill",
    severity: "warning",
    isAboutOmission: true,
    asks: "Rehearsals that restore the backups, also where no RTO or RPO is promised.",
    source: source.guide,
    needs: ["recovery", "backups"],
    check({ recovery, backups }) {
      const names = Object.keys(backups);
      const isPromised = recovery?.rtoMs != null || recovery?.rpoMs != null;
      if (names.length === 0 || isPromised || recovery?.drillEveryMs != null) return null;
      return {
        path: ["operations", "backups"],
        message: `No rehearsal restores the backups (${names.join(", ")}): whether that works is found out in a disaster.`,
        hint: "Write sla.recovery: { drill: every 30d }.",
      };
    },
  }),
  rule({
    id: "recovery-without-drill",
    severity: "warning",
    asks: "A rehearsal wherever an RTO or RPO is promised.",
    source: source.dataIntegrity,
    needs: ["recovery"],
    check({ recovery }) {
      if (!recovery || recovery.drillEveryMs !== null) return null;
      const { rtoMs, rpoMs } = recovery;
      const promised = [rtoMs === null ? "" : "RTO", rpoMs === null ? "" : "RPO"].filter(Boolean);
      if (promised.length === 0) return null;
      return {
        path: ["sla", "recovery"],
        message: `Without a drill the ${promised.join(" and ")} can be proven only by a disaster.`,
        hint: "Write drill: every 30d.",
      };
    },
  }),
  rule({
    id: "drill-too-rare",
    severity: "warning",
    asks: "A drill at least every quarter.",
    source: source.dataIntegrity,
    needs: ["recovery"],
    check: ({ recovery }) =>
      recovery?.drillEveryMs && recovery.drillEveryMs > QUARTER_MS
        ? {
            path: ["sla", "recovery", "drill"],
            message: `What was rehearsed ${exactDuration(recovery.drillEveryMs)} ago says little about today's data and today's people.`,
            hint: "Write every 90d or more often.",
          }
        : null,
  }),
  rule({
    id: "rpo-without-backup",
    severity: "warning",
    asks: "A backup wherever an RPO is promised.",
    source: source.guide,
    needs: ["recovery", "backups"],
    check({ recovery, backups }) {
      const rpoMs = recovery?.rpoMs ?? null;
      if (rpoMs === null || Object.keys(backups).length > 0) return null;
      return {
        path: ["sla", "recovery", "rpo"],
        message: `An RPO of ${exactDuration(rpoMs)} is promised, but operations.backups names no backup.`,
        hint: "Describe the backups, so that their age can be watched.",
      };
    },
  }),
  rule({
    id: "rto-over-closed-hours",
    severity: "warning",
    asks: "Somebody who is reached while the desk is closed for longer than the RTO.",
    source: source.arithmetic,
    needs: ["recovery", "support", "emergency", "alerts"],
    check({ recovery, support, emergency, alerts }) {
      const rtoMs = recovery?.rtoMs ?? null;
      if (rtoMs === null || !support || isReachable({ emergency, alerts })) return null;
      const closedMs = longestClosedMs(support);
      if (closedMs <= rtoMs) return null;
      return {
        path: ["sla", "recovery", "rto"],
        message: `Nobody is there for ${exactDuration(closedMs)} in a row, longer than the promised RTO of ${exactDuration(rtoMs)}.`,
        hint: "Name operations.emergency or operations.alerts.page.",
      };
    },
  }),
  rule({
    id: "resolution-before-recovery",
    severity: "warning",
    asks: "An L1 resolution that leaves time for the promised recovery.",
    source: source.arithmetic,
    needs: ["recovery", "support"],
    check({ recovery, support }) {
      const L1 = support?.levels.L1;
      const rtoMs = recovery?.rtoMs ?? 0;
      if (L1?.resolution?.kind !== "time" || L1.clock !== "24x7") return null;
      if (L1.resolution.ms >= rtoMs) return null;
      return {
        path: ["sla", "support", "levels", "L1", "resolution"],
        message: `L1 is solved within ${exactDuration(L1.resolution.ms)}, but recovery may take the RTO of ${exactDuration(rtoMs)}.`,
        hint: `Promise ${exactDuration(rtoMs)} for both, or a shorter RTO.`,
      };
    },
  }),
];
