import type { Capability } from "../engine/index.ts";
import { create, keysList, revoke } from "./commands.ts";

export {
  type ActionLink,
  actionLink,
  callerOfLink,
  readActionLink,
} from "./action-link.ts";
export { actionLook, askPage, donePage, notDonePage } from "./action-page.ts";
export { type Identified, identify, stillMay } from "./identify.ts";
export { SESSION_MS, type Sessions, sessions } from "./sessions.ts";

export const access: Capability = {
  name: "access",
  commands: [create, revoke],
  lists: [keysList],
};
