export type { RefusedInstalls } from "./lifecycle/index.ts";
export { createMockHost, type MockHost } from "./mock-host.ts";
export type { MockHostPlan } from "./plan.ts";
export type {
  CallOut,
  HostRequest,
  HostResponse,
  OutboundCall,
  OutboundResult,
  Product,
  Tenant,
  TransportFault,
} from "./world/index.ts";
