export { type Agenda, agenda } from "./agenda.ts";
export { askingFor, type Caller, type Handler, type Handlers, type RestCall } from "./call.ts";
export { type Entitlement, entitlementOf } from "./entitlement.ts";
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
export type { CallOut } from "./ports.ts";
export { type DynamicWebhook, nothingRegistered, type Registered } from "./registered.ts";
export { remembered } from "./remembered.ts";
export { firstAnswer, type HostRoute, type SiteRoute, siteOf } from "./routes.ts";
export type { Installation, LicenceState, Plan, Product, Tenant } from "./tenant.ts";
export { uuidOf } from "./uuid-of.ts";
export {
  createWorld,
  type Interruption,
  type TenantBook,
  type World,
  type WritableTenantBook,
} from "./world.ts";
