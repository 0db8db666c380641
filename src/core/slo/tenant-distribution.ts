import type { TenantDistribution, UptimeAccount, Verdict } from "./statement.ts";
import { uptimeVerdict } from "./uptime.ts";

const WORST = 10;

/** Collects how the tenants fared one by one against the uptime promised to each of them. */
export function tenantDistribution(target: number) {
  const verdicts: Record<Verdict, number> = { met: 0, missed: 0, insufficient: 0 };
  const fared: { tenant: string; uptime: number; down: number }[] = [];
  return {
    add(tenant: string, account: UptimeAccount, ahead: number): void {
      verdicts[uptimeVerdict(account, target, ahead)]++;
      const { share, down } = account;
      if (share !== null) fared.push({ tenant, uptime: share, down });
    },
    finish(): TenantDistribution {
      const measured = verdicts.met + verdicts.missed + verdicts.insufficient;
      const worst = fared.sort(
        (a, b) => a.uptime - b.uptime || b.down - a.down || (a.tenant < b.tenant ? -1 : 1),
      );
      return { measured, ...verdicts, worst: worst.slice(0, WORST) };
    },
  };
}
