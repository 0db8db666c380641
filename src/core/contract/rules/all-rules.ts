import { addonRules } from "./addon.ts";
import { backupRules } from "./backups.ts";
import { bucketRules } from "./buckets.ts";
import { calendarRules } from "./calendar.ts";
import { capacityRules } from "./capacity.ts";
import { channelRules } from "./channels.ts";
import { creditRules } from "./credits.ts";
import { documentRules } from "./document.ts";
import { emergencyRules } from "./emergency.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { probeRules } from "./probes.ts";
import { recoveryRules } from "./recovery.ts";
import { responseTimeRules } from "./response-time.ts";
import { retentionRules } from "./retention.ts";
import type { Rule } from "./rule.ts";
import { supportRules } from "./support.ts";
import { supportDeskRules } from "./support-desk.ts";
import { trafficRules } from "./traffic.ts";
import { uptimeRules } from "./uptime.ts";

/** Every coherence rule. */
export const allRules: readonly Rule[] = [
  ...documentRules,
  ...addonRules,
  ...calendarRules,
  ...uptimeRules,
  ...responseTimeRules,
  ...bucketRules,
  ...trafficRules,
  ...lifecycleRules,
  ...recoveryRules,
  ...backupRules,
  ...supportDeskRules,
  ...supportRules,
  ...channelRules,
  ...emergencyRules,
  ...creditRules,
  ...probeRules,
  ...capacityRules,
  ...retentionRules,
];
