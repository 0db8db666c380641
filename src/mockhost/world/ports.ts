import type { OutboundCall, OutboundResult } from "./exchange.ts";

/** Carries a call to an add-on. Never throws: what went wrong is in the result. */
export type CallOut = (call: OutboundCall) => Promise<OutboundResult>;
