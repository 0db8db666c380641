import { plural } from "../core/format/index.ts";
import { DAY_MS } from "../core/time/index.ts";
import type { Concern, Concerns } from "../engine/index.ts";
import { type Effect, effects } from "../entries/index.ts";

/** What nobody took is told of for so long, unless a person drops it. */
const TOLD_MS = 7 * DAY_MS;
/** From so many failures on a channel is thought to be broken. */
const MANY = 3;

/** Messages that reached nobody, that are in doubt, or that fail again and again. */
export const effectConcerns: Concerns = (known, addon, nowMs) => {
  const { waiting, ended } = known.state(effects, addon);
  return [
    ...[...waiting.values()].flatMap((one) => failing(one)),
    ...[...ended.values()].flatMap((one) => lost(one, nowMs)),
  ];
};

function failing({ id, kind, reason, failures, lastFailure }: Effect): readonly Concern[] {
  if (failures.length < MANY) return [];
  return [
    {
      subject: `effect/${id}`,
      message: `A ${kind} about "${reason}" was not taken ${plural(failures.length, "time")}: ${lastFailure?.reason}. It is tried on; \`plimsoll effects list\` shows when.`,
      over: (lasted) => `The ${kind} about "${reason}" is not waiting any more after ${lasted}.`,
    },
  ];
}

function lost(effect: Effect, nowMs: number): readonly Concern[] {
  const { id, kind, reason, state, bulk, lastFailure, endedMs } = effect;
  const over = (lasted: string) => `The ${kind} about "${reason}" is settled after ${lasted}.`;
  const subject = `effect/${id}`;
  if (bulk !== null && bulk.doubted.length > 0)
    return [
      {
        subject,
        message: `Whether a message about "${reason}" reached ${plural(bulk.doubted.length, "recipient")} is not known. \`plimsoll effects retry ${id}\` sends it to them again, \`plimsoll effects drop ${id}\` leaves it.`,
        over,
      },
    ];
  const isOurs = state === "abandoned" && lastFailure?.reason !== DROPPED && endedMs !== null;
  if (!isOurs || endedMs < nowMs - TOLD_MS) return [];
  return [
    {
      subject,
      message: `A ${kind} about "${reason}" reached ${bulk === null ? "nobody" : `only ${bulk.delivered} of ${bulk.recipients}`}: ${lastFailure?.reason} \`plimsoll effects retry ${id}\` tries again.`,
      over,
    },
  ];
}

/** What is said of a message that a person dropped. */
export const DROPPED = "A person dropped it.";
