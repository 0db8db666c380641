export {
  type Alert,
  type AlertSeverity,
  type Alerts,
  alertAcknowledged,
  alertChanged,
  alertEscalated,
  alertFired,
  alertResolved,
  alerts,
  alertTested,
} from "./alert.ts";
export { type Announcement, type Announcements, announcements } from "./announcement.ts";
export { entryManual, folds } from "./catalogue.ts";
export { clockStepped } from "./clock.ts";
export { commitsLost } from "./commits.ts";
export { type ContractVersion, contractPublished, contractVersions } from "./contract.ts";
export {
  type Correction,
  type Corrections,
  corrections,
  disputedTimes,
  minutesDisputed,
  minutesUndisputed,
} from "./correction.ts";
export { descriptorSeen, lastDescriptor, type SeenDescriptor } from "./descriptor.ts";
export {
  EFFECT_KINDS,
  type EffectContent,
  type EffectKind,
  effectAbandoned,
  effectContent,
  effectDelivered,
  effectDoubted,
  effectFailed,
  effectIntended,
  effectReceipts,
  effectRetried,
  effectSending,
  type Intent,
  intend,
  type Message,
  message,
} from "./effect.ts";
export { type Bulk, type Effect, type Effects, effects } from "./effects.ts";
export {
  type Circumstances,
  type EntryType,
  type Fold,
  readEntry,
  writeEntry,
} from "./entry-type.ts";
export {
  type HostHistory,
  type HostIncident,
  hostAnswered,
  hostFailed,
  hostHistory,
  hostIncidentPublished,
  hostOutages,
} from "./host.ts";
export {
  INCIDENT_IMPACTS,
  INCIDENT_STATES,
  type Incident,
  type Incidents,
  incidentMeasured,
  incidentOpened,
  incidentPublished,
  incidentResolved,
  incidentReviewed,
  incidents,
  incidentUpdated,
  incidentWithdrawn,
  touchedTenants,
} from "./incident.ts";
export { type AccessKey, accessKeys, keyCreated, keyRevoked } from "./key.ts";
export { monthSealed, sealedStatements } from "./month.ts";
export { type PlannedProbes, probePlans, probesPlanned } from "./probes.ts";
export { type JudgedRun, judgedRuns, runJudged } from "./run.ts";
export {
  type Contact,
  contact,
  type Subscriber,
  type Subscribers,
  subscriberAdded,
  subscriberConfirmed,
  subscriberEnded,
  subscribers,
  subscribersTold,
} from "./subscriber.ts";
export {
  lifecycleState,
  type Tenant,
  type TenantBook,
  type TenantFacts,
  tenantBook,
  tenantChanges,
  tenantDescribed,
  tenantFacts,
  tenantLifecycle,
  tenantSeen,
} from "./tenant.ts";
export {
  type Crossing,
  procedurePerformed,
  type Threshold,
  thresholdCleared,
  thresholdCrossed,
  thresholdForeseen,
  thresholdHeard,
  thresholdId,
  thresholdSilent,
  watchedThresholds,
} from "./threshold.ts";
export {
  announcedWindows,
  exclusionsOf,
  type Maintenance,
  type MaintenanceSeries,
  type MaintenanceWindow,
  maintenanceWindows,
  seriesAnnounced,
  seriesEnded,
  type WindowState,
  windowAnnounced,
  windowCancelled,
  windowEnded,
  windowOverran,
  windowStarted,
  windowState,
} from "./window.ts";
