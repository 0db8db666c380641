import * as z from "zod";
import { PlimsollError } from "../core/errors/index.ts";
import type { Command as EngineCommand } from "../engine/index.ts";
import { announce, cancel, end, start, windowsList } from "../maintenance/index.ts";
import type { Call, Command, Option } from "./command.ts";
import type { Acting } from "./ports.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";

const addonOption: Option = {
  flags: "--addon KEY",
  about: "of which add-on, where the store knows several",
};

const JSON_EXAMPLE = `{ "ok": true, "addon": "com.example.roadmaps", "said": "…", "entries": [ { "seq": 12, "subject": "window/2027-01-17-3f9c21aa", "type": "window.announced" } ] }`;

export const maintenanceAnnounce = doorOf(announce);
export const maintenanceStart = doorOf(start);
export const maintenanceEnd = doorOf(end);
export const maintenanceCancel = doorOf(cancel);

export const maintenanceList: Command = {
  about: windowsList.about,
  options: [addonOption, dataOption],
  examples: [{ line: "plimsoll maintenance list", about: "What is announced, runs and is over" }],
  json: `{ "ok": true, "addon": "com.example.roadmaps", "rows": [ { "id": "2027-01-17-3f9c21aa", "state": "announced", "from": "2027-01-17T01:00:00.000Z", "to": "2027-01-17T02:00:00.000Z", "every": null, "late": false, "reason": "Database upgrade" } ] }`,

  async perform(call) {
    return withEngine(call, true, async (acting, addon) => {
      const rows = windowsList.rows(acting.known, addon, acting.nowMs);
      const lines = rows.map((row) => windowsList.columns.map(({ of }) => of(row)).join("  "));
      const text = lines.length === 0 ? "No maintenance was announced." : lines.join("\n");
      call.answer({ ok: true, addon, rows }, `${text}\n`);
    });
  },
};

/** The command line's way to a command: its fields are operands and options. */
function doorOf<Input extends object>(command: EngineCommand<Input>): Command {
  const { properties = {}, required = [] } = z.toJSONSchema(command.input, { io: "input" });
  const fields = Object.entries(properties) as [string, { type: string; description: string }][];
  const operands: readonly string[] = command.operands ?? [];
  return {
    about: command.about,
    operands: operands.map((name) => ({
      name: required.includes(name) ? name.toUpperCase() : `[${name.toUpperCase()}]`,
      about: (properties[name] as { description: string }).description,
    })),
    options: [
      ...fields
        .filter(([name]) => !operands.includes(name))
        .map(([name, { type, description }]) => ({
          flags: type === "boolean" ? `--${name}` : `--${name} TEXT`,
          about: description,
        })),
      addonOption,
      dataOption,
    ],
    examples: command.examples,
    json: JSON_EXAMPLE,

    async perform(call) {
      const given = fields.flatMap(([name, { type }]) => {
        const at = operands.indexOf(name);
        if (type === "boolean") return [[name, call.has(name)]];
        const text = at < 0 ? call.option(name) : call.operands[at];
        return text === undefined ? [] : [[name, text]];
      });
      const input = command.input.safeParse(Object.fromEntries(given));
      if (!input.success) {
        const [issue] = input.error.issues;
        throw new PlimsollError("usage", `${issue!.path.join(".")}: ${issue!.message}.`);
      }
      return withEngine(call, false, async (acting, addon) => {
        const performed = await acting.perform(command.decide, input.data, addon);
        if (performed.kind === "refused")
          throw new PlimsollError(performed.code, performed.message, performed);
        const entries = performed.kind === "done" ? performed.entries : [];
        const said = command.say(entries);
        call.answer({ ok: true, addon, said, entries }, `${said}\n`);
      });
    },
  };
}

async function withEngine(
  call: Call,
  isReading: boolean,
  act: (acting: Acting, addon: string) => Promise<void>,
): Promise<0> {
  const place = { dataFolder: dataFolderOf(call), isReading };
  const acting = await (await call.deps()).openEngine(place);
  try {
    await act(acting, addonOf(call, acting.addons));
    return 0;
  } finally {
    await acting.close();
  }
}

function addonOf({ option }: Call, addons: readonly string[]): string {
  const asked = option("addon");
  const [only] = addons;
  if (asked === undefined && addons.length === 1) return only!;
  if (asked !== undefined && addons.includes(asked)) return asked;
  const known = addons.length === 0 ? "none: start `plimsoll up` once" : addons.join(", ");
  throw new PlimsollError(
    "usage",
    asked === undefined ? "Of which add-on was not said." : "No contract of this add-on is known.",
    { hint: `Known are ${known}.` },
  );
}
