import type { Concerns } from "../engine/index.ts";
import { alerts } from "../entries/index.ts";

/** Alerts that are open, with whether somebody has them in hand. */
export const alertConcerns: Concerns = (known, addon) =>
  [...known.state(alerts, addon).open.values()].map(({ id, subject, acknowledged }) => ({
    subject: `alert/${id}`,
    message:
      acknowledged === null
        ? `${subject}. Nobody has it in hand: \`plimsoll alert acknowledge ${id}\`.`
        : `${subject}. ${acknowledged.by} has it in hand.`,
    over: (lasted: string) => `It is over after ${lasted}: ${subject}.`,
  }));
