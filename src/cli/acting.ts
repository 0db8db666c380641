import * as z from "zod";
import { PlimsollError } from "../core/errors/index.ts";
import type { Command as Deed, List } from "../engine/index.ts";
import { capabilities } from "./capabilities.ts";
import type { Call, Command, Option } from "./command.ts";
import { dataFolderOf, dataOption } from "./store-options.ts";

const addonOption: Option = {
  flags: "--addon KEY",
  about: "which add-on, where several are watched",
};

interface Field {
  readonly name: string;
  readonly about: string;
  readonly isFlag: boolean;
}

/** The fields of a command's input, as its schema describes them. */
function fieldsOf(input: z.ZodType): readonly Field[] {
  const { properties = {} } = z.toJSONSchema(input, { io: "input" }) as {
    properties?: Record<string, { type?: string; description?: string }>;
  };
  return Object.entries(properties).map(([name, { type, description = "" }]) => ({
    name,
    about: lower(description.replace(/\.$/, "")),
    isFlag: type === "boolean",
  }));
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** A command of a capability, as the command line has it. */
function commandOf(deed: Deed): Command {
  const fields = fieldsOf(deed.input);
  const operands = deed.operands ?? [];
  const options = fields.filter(({ name }) => !operands.includes(name));
  return {
    about: deed.about,
    operands: operands.map((name) => ({
      name: name.toUpperCase(),
      about: fields.find((field) => field.name === name)!.about,
    })),
    options: [
      ...options.map(({ name, about, isFlag }) => ({
        flags: isFlag ? `--${kebab(name)}` : `--${kebab(name)} ${name.toUpperCase()}`,
        about,
      })),
      addonOption,
      dataOption,
    ],
    examples: deed.examples,
    json: `{ "ok": true, "said": "…", "repeated": false, "entries": [ { "seq": 17, "type": "window.announced", "subject": "window/…", "at": "2027-01-16T14:03:22.000Z" } ] }`,

    async perform(call: Call) {
      const given = [
        ...operands.map((name, at) => [name, call.operands[at]] as const),
        ...options.map(
          ({ name, isFlag }) => [name, isFlag ? call.has(name) : call.option(name)] as const,
        ),
      ];
      const input = Object.fromEntries(given.filter(([, value]) => value !== undefined));
      const { act } = await call.deps();
      const done = await act({
        name: deed.name,
        addon: call.option("addon") ?? null,
        input,
        dataFolder: dataFolderOf(call),
      });
      if (done.kind === "refused") throw new PlimsollError(done.code, done.message, done);
      const { said, isRepeated: repeated, entries } = done;
      call.answer({ ok: true, said, repeated, entries }, `${said}\n`);
      return 0;
    },
  };
}

/** A list of a capability, as a table. */
function listCommandOf({ noun, about, columns }: List): Command {
  return {
    about,
    options: [addonOption, dataOption],
    examples: [{ line: `plimsoll ${noun} list`, about: "All of them" }],
    json: `{ "ok": true, "rows": [ … ] }`,

    async perform(call: Call) {
      const { list } = await call.deps();
      const asked = { noun, addon: call.option("addon") ?? null, dataFolder: dataFolderOf(call) };
      const rows = await list(asked);
      const cells = [
        columns.map(({ name }) => name),
        ...rows.map((row) => columns.map(({ of }) => of(row))),
      ];
      const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]!.length)));
      const text = cells
        .map((row) =>
          row
            .map((cell, at) => cell.padEnd(widths[at]!))
            .join("  ")
            .trimEnd(),
        )
        .join("\n");
      call.answer({ ok: true, rows }, rows.length === 0 ? `There is no ${noun}.\n` : `${text}\n`);
      return 0;
    },
  };
}

/** A row of the table of commands for each command and list of the capabilities. */
export const capabilityRows = (group: string) =>
  capabilities.flatMap(({ commands, lists }) => [
    ...commands.map((deed) => ({
      name: deed.name as string,
      group,
      summary: summaryOf(deed.about),
      load: async () => commandOf(deed),
    })),
    ...lists.map((list) => ({
      name: `${list.noun} list`,
      group,
      summary: summaryOf(list.about),
      load: async () => listCommandOf(list),
    })),
  ]);

const summaryOf = (about: string): string => lower(about.split(/[.;:]/)[0]!);
