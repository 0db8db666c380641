import { access } from "../access/index.ts";
import { alerting } from "../alerting/index.ts";
import { contracts } from "../contracts/index.ts";
import { effectsCapability } from "../effects/index.ts";
import { type Capability, jobs } from "../engine/index.ts";
import { evidence } from "../evidence/index.ts";
import { hostStatus } from "../host-status/index.ts";
import { incidentsCapability } from "../incidents/index.ts";
import { maintenance } from "../maintenance/index.ts";
import { resources } from "../resources/index.ts";
import { subscribersCapability } from "../subscribers/index.ts";
import { tenants } from "../tenants/index.ts";

/** Everything that Plimsoll can be asked for and does by itself: command line, API, jobs and pages are made from it. */
export const capabilities: readonly Capability[] = [
  contracts,
  incidentsCapability,
  alerting,
  maintenance,
  hostStatus,
  tenants,
  subscribersCapability,
  evidence,
  effectsCapability,
  resources,
  jobs,
  access,
];
