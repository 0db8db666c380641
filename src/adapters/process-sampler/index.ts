export { inspectorAddresses } from "./inspector-addresses.ts";
export { type ProcessSampler, processSampler } from "./process-sampler.ts";
