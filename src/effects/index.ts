import type { Capability } from "../engine/index.ts";
import { drop, effectsList, retry } from "./commands.ts";
import { effectConcerns } from "./concerns.ts";

export { deliverJobs, variableOf } from "./deliver-jobs.ts";
export type { ChannelAddresses, Deliverer, Deliverers, Delivery, Parcel } from "./ports.ts";

/** What people and programs outside are told: intended with its reason, delivered at least once. */
export const effectsCapability: Capability = {
  name: "effects",
  commands: [retry, drop],
  lists: [effectsList],
  concerns: effectConcerns,
};
