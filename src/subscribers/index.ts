import type { Capability } from "../engine/index.ts";
import { add, confirm, leave, remove, subscriberList } from "./commands.ts";
import { forgetJob } from "./forget-job.ts";

export { askingLimit } from "./asking-limit.ts";
export { atomFeed } from "./atom.ts";
export { decideAsk, isMail } from "./decide-subscriber.ts";
export { subscribedPage, subscribeForm } from "./pages.ts";
export { tellJob } from "./tell-job.ts";

/** Customers who want to be told of incidents and maintenance. */
export const subscribersCapability: Capability = {
  name: "subscribers",
  commands: [add, remove, confirm, leave],
  lists: [subscriberList],
  jobs: [forgetJob],
};
