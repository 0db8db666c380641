export { type Agenda, agenda } from "./agenda.ts";
export { json, noContent } from "./answer.ts";
export {
  askingFor,
  type Caller,
  type Handler,
  type Handlers,
  onInstallation,
  type RestCall,
} from "./call.ts";
export { entitlementOf } from "./entitlement.ts";
export { escaped } from "./escaped.ts";
export type {
  HostRequest,
  HostResponse,
  OutboundCall,
  OutboundResult,
  TransportFault,
} from "./exchange.ts";
export type { EmitEvent, HostEvent } from "./host-event.ts";
export { type Journal, journal } from "./journal.ts";
export { memoized } from "./memoized.ts";
export type { CallOut } from "./ports.ts";
export { type DynamicWebhook, nothingRegistered } from "./registered.ts";
export {
  type Answered,
  decodedSegment,
  firstAnswer,
  type HostRoute,
  type SiteRoute,
  siteOf,
} from "./routes.ts";
export {
  type Installation,
  type LicenceState,
  type Plan,
  type Product,
  productNames,
  type Tenant,
} from "./tenant.ts";
export { uuidOf } from "./uuid-of.ts";
export {
  createWorld,
  type Interruption,
  type TenantBook,
  type World,
  type WritableTenantBook,
} from "./world.ts";
