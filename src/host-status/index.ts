import type { Capability } from "../engine/index.ts";
import { hostSection } from "./section.ts";

export { type AskHost, type FetchDocument, hostJobs } from "./host-jobs.ts";

/** Outages of the host, which are not the add-on's. */
export const hostStatus: Capability = {
  name: "host-status",
  commands: [],
  lists: [],
  sections: [hostSection],
};
