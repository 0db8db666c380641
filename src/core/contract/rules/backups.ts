import { count, exactDuration } from "../../format/index.ts";
import { DAY_MS } from "../../time/index.ts";
import type { BackupPlan, Operations } from "../contract.ts";
import type { Finding } from "../problem.ts";
import { reachOf } from "../reach-of.ts";
import { type Rule, rule } from "./rule.ts";
import { source } from "./sources.ts";

/** Engines that also keep the log between two backups, if they are set up to. */
const KEEPS_LOG = new Set(["pgbackrest", "wal-g", "barman", "litestream", "heroku"]);

const keepsLog = ({ engine }: BackupPlan): boolean => KEEPS_LOG.has(engine.toLowerCase());

/** `s3://bucket`, `backup.example.com:/data`; neither a path of this machine nor a drive of it. */
function isFarAway(site: string): boolean {
  if (URL.canParse(site) && site.includes("://"))
    return !site.startsWith("file:") && reachOf(site) !== "loopback";
  const [, host] = /^(?:[^@/\\]*@)?([^:/\\]{2,}):/.exec(site) ?? [];
  const address = `http://${host}`;
  return host !== undefined && URL.canParse(address) && reachOf(address) !== "loopback";
}

/** Asks the same of every backup. */
const forEach =
  <More>(
    check: (backup: BackupPlan, more: More) => Omit<Finding, "path"> | null,
    key: keyof BackupPlan | "every" | "keep",
  ) =>
  (sections: Pick<Operations, "backups"> & More) =>
    Object.entries(sections.backups).flatMap(([name, backup]) => {
      const found = check(backup, sections);
      return found ? { path: ["operations", "backups", name, key], ...found } : [];
    });

interface WithRpo {
  readonly recovery: { readonly rpoMs: number | null } | null;
}

export const backupRules: readonly Rule[] = [
  rule({
    id: "no-backup",
    severity: "warning",
    isAboutOmission: true,
    asks: "Backups, also where no RPO is promised: a host's add-on keeps a secret for every installation.",
    source: source.guide,
    needs: ["addon", "recovery", "load", "backups"],
    check({ addon, recovery, load, backups }) {
      if (Object.keys(backups).length > 0 || recovery?.rpoMs != null) return null;
      const many = load === null ? "every installation" : `${count(load.tenants)} installations`;
      const secrets = addon.host === "plain" ? "" : `, the secrets of ${many} among it`;
      return {
        path: ["operations"],
        message: `operations.backups names no backup: what is lost stays lost${secrets}.`,
        hint: 'Write backups: { data: { engine: pg_dump, every: 12h, sites: ["s3://bucket/path"], keep: 35d } }.',
      };
    },
  }),
  rule({
    id: "backup-rarer-than-a-day",
    severity: "warning",
    asks: "A backup every night, where no RPO says more.",
    source: source.guide,
    needs: ["recovery", "backups"],
    check: forEach(
      ({ everyMs }, { recovery }: WithRpo) =>
        recovery?.rpoMs != null || everyMs <= DAY_MS
          ? null
          : {
              message: `A backup every ${exactDuration(everyMs)} loses up to ${exactDuration(everyMs)} of data; the host's guide gives 24 h as its example.`,
              hint: "Back up every 24h or more often, and promise an RPO.",
            },
      "every",
    ),
  }),
  rule({
    id: "backup-rarer-than-rpo",
    severity: "error",
    asks: "Backups at least as often as the RPO, where the engine keeps nothing in between.",
    source: source.guide,
    needs: ["recovery", "backups"],
    check: forEach((backup, { recovery }: WithRpo) => {
      const rpoMs = recovery?.rpoMs ?? null;
      if (rpoMs === null || backup.everyMs <= rpoMs || keepsLog(backup)) return null;
      return {
        message: `A backup every ${exactDuration(backup.everyMs)} loses up to ${exactDuration(backup.everyMs)} of data; the promised RPO is ${exactDuration(rpoMs)}.`,
        hint: `Back up every ${exactDuration(rpoMs / 2)} or more often, or promise a longer RPO.`,
      };
    }, "every"),
  }),
  rule({
    id: "rpo-rests-on-log",
    severity: "warning",
    asks: "Attention to the log, where only the log between backups can keep the RPO.",
    source: source.guide,
    needs: ["recovery", "backups"],
    check: forEach((backup, { recovery }: WithRpo) => {
      const rpoMs = recovery?.rpoMs ?? null;
      if (rpoMs === null || backup.everyMs <= rpoMs || !keepsLog(backup)) return null;
      return {
        message: `Backups every ${exactDuration(backup.everyMs)} alone cannot give an RPO of ${exactDuration(rpoMs)}; it rests on the log that ${backup.engine} archives in between.`,
        hint: "Make sure that the log is archived, or back up more often.",
      };
    }, "every"),
  }),
  rule({
    id: "backup-without-spare",
    severity: "warning",
    asks: "Backups often enough that one may fail.",
    source: source.arithmetic,
    needs: ["recovery", "backups"],
    check: forEach((backup, { recovery }: WithRpo) => {
      const rpoMs = recovery?.rpoMs ?? 0;
      if (backup.everyMs > rpoMs || 2 * backup.everyMs <= rpoMs || keepsLog(backup)) return null;
      return {
        message: `One backup that fails leaves ${exactDuration(2 * backup.everyMs)} between two; the promised RPO is ${exactDuration(rpoMs)}.`,
        hint: `Back up every ${exactDuration(rpoMs / 2)} or more often.`,
      };
    }, "every"),
  }),
  rule({
    id: "backup-gone-before-next",
    severity: "error",
    asks: "Backups that are kept until the next one exists.",
    source: source.arithmetic,
    needs: ["backups"],
    check: forEach(
      ({ everyMs, keepMs }) =>
        keepMs < everyMs
          ? {
              message: `A backup is deleted after ${exactDuration(keepMs)}, but the next one is made after ${exactDuration(everyMs)}: at times there is none.`,
              hint: `Keep it ${exactDuration(2 * everyMs)} or longer.`,
            }
          : null,
      "keep",
    ),
  }),
  rule({
    id: "backup-gone-before-drill",
    severity: "warning",
    asks: "Backups that are kept until the next drill.",
    source: source.dataIntegrity,
    needs: ["recovery", "backups"],
    check: forEach(
      ({ keepMs }, { recovery }: { recovery: { drillEveryMs: number | null } | null }) => {
        const drillMs = recovery?.drillEveryMs ?? 0;
        if (keepMs >= drillMs) return null;
        return {
          message: `Damage that only a drill finds may be ${exactDuration(drillMs)} old; the oldest backup is ${exactDuration(keepMs)} old, so it holds the damage too.`,
          hint: `Keep backups ${exactDuration(drillMs)} or longer, or rehearse more often.`,
        };
      },
      "keep",
    ),
  }),
  rule({
    id: "backup-not-far-away",
    severity: "warning",
    asks: "A copy of every backup at another site.",
    source: source.guide,
    needs: ["backups"],
    check: forEach(
      ({ sites }) =>
        sites.some(isFarAway)
          ? null
          : {
              message: `Every copy is on this site (${sites.join(", ")}) and is lost together with it.`,
              hint: "Add another site, such as s3://bucket/path.",
            },
      "sites",
    ),
  }),
];
