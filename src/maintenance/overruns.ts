import { momentWords } from "../core/format/index.ts";
import type { Concerns } from "../engine/index.ts";
import { maintenanceWindows, windowState } from "../entries/index.ts";

/** Windows that somebody has in hand, and that go on after their announced end. */
export const overruns: Concerns = (known, addon, nowMs) =>
  known
    .state(maintenanceWindows, addon)
    .windows.filter((window) => windowState(window, nowMs) === "overrunning")
    .map(({ id, reason, endMs }) => ({
      subject: `window/${id}`,
      message: `Maintenance of ${addon} (${reason}) goes on after its announced end, ${momentWords(endMs)}: it counts as downtime. End it with \`plimsoll maintenance end ${id}\`.`,
      over: (lasted) =>
        `Maintenance of ${addon} (${reason}) has ended, ${lasted} after its announced end.`,
    }));
