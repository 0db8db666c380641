import { plural } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { GuideJudge } from "../engine/index.ts";
import { maintenanceWindows } from "../entries/index.ts";

const MESSAGE = "What users see meanwhile cannot be tried yet.";

/** Whether maintenance is announced as promised. */
export const windowsJudge: GuideJudge = {
  id: "G32",
  judge({ contract, known }) {
    const { windows } = known.state(maintenanceWindows, contract.addon.key);
    const held = windows.filter(({ isCancelled }) => !isCancelled);
    const last = held.at(-1);
    const at = last === undefined ? null : isoTime(last.announcedMs);
    if (contract.sla.maintenance === null)
      return {
        state: "unproven",
        evidence: "No maintenance is planned for in the agreement.",
        at,
        next: "Say how it is announced: `sla.maintenance`.",
      };
    if (last === undefined)
      return {
        state: "unproven",
        evidence: "No maintenance was announced yet.",
        at,
        next: MESSAGE,
      };
    const late = held.filter(({ isLate }) => isLate).length;
    if (late > 0)
      return {
        state: "broken",
        evidence: `Of ${plural(held.length, "window")} ${late} came too late, or beyond the allowance.`,
        at,
        next: "Announce maintenance ahead: `plimsoll maintenance announce`.",
      };
    const evidence = `${plural(held.length, "window")} announced in time on the status page.`;
    return { state: "unproven", evidence, at, next: MESSAGE };
  },
};
