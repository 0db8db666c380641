import type { Capability } from "../engine/index.ts";
import { announce, cancel, end, start, windowsList } from "../maintenance/index.ts";

/** Everything that can be asked for, one line each: command line and API are made from it. */
export const capabilities: readonly Capability[] = [
  { commands: [announce, start, end, cancel], lists: [windowsList] },
];
