import type { Capability } from "../engine/index.ts";
import { publish, show } from "./commands.ts";
import { promiseChangesSection } from "./section.ts";
import { versionsList } from "./versions-list.ts";

export { type ContractSet, nothingToWatch, openContractSet } from "./contract-set.ts";
export { publishGiven } from "./publish-given.ts";
export type { UsableContract } from "./published-contract.ts";
export { type WatchedContract, watchedContract } from "./watched-contract.ts";

/** Versions of the contract: published, in force at their time, shown. */
export const contracts: Capability = {
  name: "contracts",
  commands: [publish, show],
  lists: [versionsList],
  sections: [promiseChangesSection],
};
