import * as z from "zod";
import type { Section } from "../engine/index.ts";
import { maintenanceWindows } from "../entries/index.ts";
import { runningWindow, type ShownWindow, shownWindow, shownWindows } from "./shown-windows.ts";
import { windowsAhead, windowsBefore } from "./window-tables.ts";

/** What customers see of maintenance. */
export const windowsSection: Section<readonly ShownWindow[]> = {
  key: "maintenance",
  schema: z.array(shownWindow).describe("Announced maintenance, of the last 93 days and to come."),
  shown: ({ known, addon, stretches, nowMs }) =>
    shownWindows(known.state(maintenanceWindows, addon), stretches, nowMs),
  above: windowsAhead,
  below: windowsBefore,
  overriding: ({ known, addon, nowMs }) =>
    runningWindow(known.state(maintenanceWindows, addon), nowMs),
};
