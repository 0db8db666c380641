export type { HostRequest, HostResponse, TransportFault } from "./exchange.ts";
