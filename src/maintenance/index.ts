import type { Capability } from "../engine/index.ts";
import { announce, cancel, end, start, windowsList } from "./commands.ts";
import { windowsJudge } from "./guide.ts";
import { overruns } from "./overruns.ts";
import { windowsSection } from "./section.ts";
import { windowsJob } from "./windows-job.ts";

export const maintenance: Capability = {
  name: "maintenance",
  commands: [announce, start, end, cancel],
  lists: [windowsList],
  jobs: [windowsJob],
  sections: [windowsSection],
  concerns: overruns,
  guide: [windowsJudge],
};
