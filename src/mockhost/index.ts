export type {
  HostRequest,
  HostResponse,
  OutboundCall,
  OutboundResult,
  TransportFault,
} from "./exchange.ts";
export {
  createMockHost,
  type MockHost,
  type MockHostParts,
  type MockHostPlan,
} from "./mock-host.ts";
export type { CallOut } from "./ports.ts";
export type { Product, Tenant } from "./tenant.ts";
