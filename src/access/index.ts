import type { Capability } from "../engine/index.ts";
import { create, keysList, revoke } from "./commands.ts";

export { type Identified, identify, stillMay } from "./identify.ts";
export { SESSION_MS, type Sessions, sessions } from "./sessions.ts";

export const access: Capability = {
  name: "access",
  commands: [create, revoke],
  lists: [keysList],
};
