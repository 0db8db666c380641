import * as z from "zod";
import { catalogue } from "../core/errors/index.ts";
import { count, durationWords, momentWords, plural } from "../core/format/index.ts";
import { isoTime, MINUTE_MS } from "../core/time/index.ts";
import type { Command, Kept, Told } from "../engine/index.ts";
import { type Incident, incidents, touchedTenants } from "../entries/index.ts";
import type { Named } from "./decide-incident.ts";

/** So many tenants are named to a person; a program gets all of them. */
const MOST_NAMED = 20;

export const show: Command<Named> = {
  name: "incident show",
  about:
    "Shows all that is known of an incident: what was said, whom it touched, how long it took.",
  scope: "read",
  input: z.object({
    id: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: "The id that `plimsoll incident list` shows." }),
  }),
  operands: ["id"],
  examples: [{ line: "plimsoll incident show 2027-01-17-3f9c21aa", about: "Afterwards" }],
  decide: (known, { id }, { addon }) =>
    known.state(incidents, addon).all.some((one) => one.id === id)
      ? { kind: "decided", entries: [], expected: {} }
      : {
          kind: "refused",
          code: "incident.unknown",
          message: `There is no incident ${id}.`,
          hint: catalogue["incident.unknown"].hint,
        },
  say(_, told) {
    const one = incidentOf(told);
    return one === null ? "There is no such incident." : textOf(one, touchedOf(one, told.kept));
  },
  details: {
    example:
      '"touched": { "downMinutes": 14, "tenants": [ { "tenant": "…", "downMinutes": 14 } ] }',
    of(_, told) {
      const one = incidentOf(told);
      if (one === null) return { touched: null };
      const tenants = touchedOf(one, told.kept);
      return {
        touched:
          one.touched === null
            ? null
            : {
                downMinutes: one.touched.downMinutes,
                tenants: (tenants ?? []).map(([tenant, downMinutes]) => ({ tenant, downMinutes })),
              },
        firstAnswerMinutes: minutesTo(one, one.firstAnswerMs),
        recoveryMinutes: minutesTo(one, one.endMs),
      };
    },
  },
};

const incidentOf = ({ known, addon, input }: Pick<Told<Named>, "known" | "addon" | "input">) =>
  known.state(incidents, addon).all.find(({ id }) => id === input.id) ?? null;

/** null: they are not known, or were forgotten. */
function touchedOf({ touched }: Incident, kept: Kept) {
  const content = touched === null ? null : kept(touched.listId);
  return content ? touchedTenants.parse(JSON.parse(new TextDecoder().decode(content))) : null;
}

const minutesTo = ({ startMs }: Incident, ms: number | null): number | null =>
  ms === null ? null : Math.round((ms - startMs) / MINUTE_MS);

function textOf(one: Incident, tenants: readonly (readonly [string, number])[] | null): string {
  const { id, title, state, impact, startMs, endMs, firstAnswerMs, touched, updates } = one;
  const words = (ms: number) => momentWords(isoTime(ms));
  const lines = [
    `${title} (${id}): ${state}, ${impact}${one.isPublic ? "" : ", not public"}.`,
    `Since ${words(startMs)}${endMs === null ? "" : `, over after ${durationWords(Math.max(MINUTE_MS, endMs - startMs))}`}.`,
    firstAnswerMs === null
      ? "No person has said anything of it."
      : `A person first said something of it after ${durationWords(Math.max(MINUTE_MS, firstAnswerMs - startMs))}.`,
    touched === null
      ? "Whom it touched is worked out some minutes after it is over."
      : `It touched ${plural(touched.tenants, "tenant")}; the add-on as a whole was down for ${plural(touched.downMinutes, "minute")}.`,
    ...(tenants ?? [])
      .slice(0, MOST_NAMED)
      .map(([tenant, minutes]) => `  ${tenant}  ${plural(minutes, "minute")} down`),
    ...((tenants?.length ?? 0) > MOST_NAMED
      ? [`  and ${count(tenants!.length - MOST_NAMED)} more; --json names them all`]
      : []),
    ...updates.map(
      ({ atMs, by, state, message }) => `${words(atMs)}  ${state} (${by}): ${message}`,
    ),
  ];
  return lines.join("\n");
}
