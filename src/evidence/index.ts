import type { Capability } from "../engine/index.ts";
import { erasePerson, recordRun } from "./commands.ts";
import { correctionList, correctionsSection, dispute, undispute } from "./corrections.ts";

/** What is kept as evidence, and what must not be kept any longer. */
export const evidence: Capability = {
  name: "evidence",
  commands: [recordRun, erasePerson, dispute, undispute],
  lists: [correctionList],
  sections: [correctionsSection],
};
