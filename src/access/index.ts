import type { Capability } from "../engine/index.ts";
import { create, keysList, revoke } from "./commands.ts";

export { identify } from "./identify.ts";

export const access: Capability = {
  name: "access",
  commands: [create, revoke],
  lists: [keysList],
};
