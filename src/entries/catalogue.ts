import {
  alertAcknowledged,
  alertChanged,
  alertEscalated,
  alertFired,
  alertResolved,
  alerts,
  alertTested,
} from "./alert.ts";
import { announcements } from "./announcement.ts";
import { clockStepped } from "./clock.ts";
import { commitsLost } from "./commits.ts";
import { contractPublished, contractVersions } from "./contract.ts";
import { corrections, minutesDisputed, minutesUndisputed } from "./correction.ts";
import { descriptorSeen, lastDescriptor } from "./descriptor.ts";
import {
  effectAbandoned,
  effectDelivered,
  effectDoubted,
  effectFailed,
  effectIntended,
  effectReceipts,
  effectRetried,
  effectSending,
} from "./effect.ts";
import { effects } from "./effects.ts";
import type { EntryType, Fold } from "./entry-type.ts";
import { hostAnswered, hostFailed, hostHistory, hostIncidentPublished } from "./host.ts";
import {
  incidentMeasured,
  incidentOpened,
  incidentPublished,
  incidentResolved,
  incidentReviewed,
  incidents,
  incidentUpdated,
  incidentWithdrawn,
} from "./incident.ts";
import { accessKeys, keyCreated, keyRevoked } from "./key.ts";
import { monthSealed, sealedStatements } from "./month.ts";
import { probePlans, probesPlanned } from "./probes.ts";
import { judgedRuns, runJudged } from "./run.ts";
import {
  subscriberAdded,
  subscriberConfirmed,
  subscriberEnded,
  subscribers,
  subscribersTold,
} from "./subscriber.ts";
import { tenantBook, tenantDescribed, tenantLifecycle, tenantSeen } from "./tenant.ts";
import {
  procedurePerformed,
  thresholdCleared,
  thresholdCrossed,
  thresholdForeseen,
  thresholdHeard,
  thresholdSilent,
  watchedThresholds,
} from "./threshold.ts";
import {
  maintenanceWindows,
  seriesAnnounced,
  seriesEnded,
  windowAnnounced,
  windowCancelled,
  windowEnded,
  windowOverran,
  windowStarted,
} from "./window.ts";

/** Everything that can happen. A type that is not here is never written. */
const entryTypes: readonly Pick<EntryType<never>, "type" | "about" | "subject" | "isPublic">[] = [
  contractPublished,
  probesPlanned,
  descriptorSeen,
  runJudged,
  clockStepped,
  commitsLost,
  monthSealed,
  windowAnnounced,
  windowStarted,
  windowOverran,
  windowEnded,
  windowCancelled,
  seriesAnnounced,
  seriesEnded,
  keyCreated,
  keyRevoked,
  hostIncidentPublished,
  hostFailed,
  hostAnswered,
  tenantSeen,
  tenantDescribed,
  ...Object.values(tenantLifecycle),
  alertFired,
  alertChanged,
  alertAcknowledged,
  alertEscalated,
  alertResolved,
  alertTested,
  incidentOpened,
  incidentUpdated,
  incidentPublished,
  incidentResolved,
  incidentReviewed,
  incidentMeasured,
  incidentWithdrawn,
  minutesDisputed,
  minutesUndisputed,
  subscriberAdded,
  subscriberConfirmed,
  subscriberEnded,
  subscribersTold,
  effectIntended,
  effectFailed,
  effectDelivered,
  effectSending,
  effectReceipts,
  effectDoubted,
  effectAbandoned,
  effectRetried,
  thresholdCrossed,
  thresholdCleared,
  thresholdSilent,
  thresholdForeseen,
  thresholdHeard,
  procedurePerformed,
];

/** Everything that is known from it. */
export const folds: readonly Fold<unknown>[] = [
  contractVersions,
  probePlans,
  lastDescriptor,
  judgedRuns,
  sealedStatements,
  maintenanceWindows,
  accessKeys,
  tenantBook,
  hostHistory,
  effects,
  watchedThresholds,
  alerts,
  incidents,
  subscribers,
  announcements,
  corrections,
];

/** The text of `docs/entries.md`. */
export function entryManual(): string {
  const rows = entryTypes.map(
    ({ type, subject, about, isPublic }) =>
      `| \`${type}\` | \`${subject}\` | ${about} | ${isPublic ? "yes" : "no"} |`,
  );
  return `# Entries

What can happen, as the ledger tells of it. Each type has one file in \`src/entries/\`: the schema through which its entries
are written and read, and what follows from them. A line of the ledger is described in \`src/core/ledger/entry.ts\`.

| type | subject | what has happened | public |
|---|---|---|---|
${rows.join("\n")}
`;
}
