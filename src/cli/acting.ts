import type { Note, Problem } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import {
  type Command as Deed,
  type Field,
  fieldsOf,
  filtersOf,
  type List,
  MOST_FILE_BYTES,
} from "../engine/index.ts";
import { capabilities } from "./capabilities.ts";
import type { Call, Command, Option } from "./command.ts";
import { placeOf, placeOptions } from "./place-options.ts";
import type { Terminal } from "./ports.ts";
import { printable } from "./printable.ts";
import { problemsText, type Source } from "./problem-text.ts";
import { tellNotes, tellProblems } from "./read-contracts.ts";

const addonOption: Option = {
  flags: "--addon KEY",
  about: "which add-on, where several are watched",
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

const aboutOf = ({ description, isFile }: Field): string =>
  `${lower(description.replace(/\.$/, ""))}${isFile ? "; - is standard input" : ""}`;
const placeholderOf = ({ name, isFile }: Field): string => (isFile ? "FILE" : name.toUpperCase());

/** A command of a capability, as the command line has it. */
export function commandOf(deed: Deed): Command {
  const fields = fieldsOf(deed);
  const operands = deed.operands ?? [];
  const options = fields.filter(({ name }) => !operands.includes(name));
  return {
    about: deed.about,
    operands: operands
      .map((name) => fields.find((field) => field.name === name)!)
      .map((field) => ({
        name: field.isRequired ? placeholderOf(field) : `[${placeholderOf(field)}]`,
        about: aboutOf(field),
      })),
    options: [
      ...options.map((field) => ({
        flags: field.isFlag
          ? `--${kebab(field.name)}`
          : `--${kebab(field.name)} ${placeholderOf(field)}`,
        about: aboutOf(field),
      })),
      addonOption,
      ...placeOptions,
    ],
    examples: deed.examples,
    json: `{ "ok": true, "said": "…", "repeated": false, "entries": [ { "seq": 17, "type": "window.announced", "subject": "window/…", "at": "2027-01-16T14:03:22.000Z" } ]${deed.details === undefined ? "" : `, ${deed.details.example}`}${deed.secretOf === undefined ? "" : `, "secret": "…"`} }`,

    async perform(call: Call) {
      const given = [
        ...operands.map((name, at) => [name, call.operands[at]] as const),
        ...options.map(
          ({ name, isFlag }) => [name, isFlag ? call.has(name) : call.option(name)] as const,
        ),
      ];
      const asWritten = Object.fromEntries(given.filter(([, value]) => value !== undefined));
      const files = await readFiles(call.terminal, fields, asWritten);
      const texts = Object.fromEntries(files.map(({ name, text }) => [name, text]));
      const { act } = await call.deps();
      const done = await act({
        name: deed.name,
        addon: call.option("addon") ?? null,
        input: { ...asWritten, ...texts },
        place: await placeOf(call),
      });
      const [source] = files;
      if (done.kind === "refused") {
        const { problems, code, message } = done;
        if (problems === undefined || source === undefined)
          throw new PlimsollError(code, message, done);
        return tellProblems(call, [{ kind: "problems", ...source, problems }], message);
      }
      const { said, repeated, entries, details = {}, secret } = done;
      if (source !== undefined) tellReading(call, source, details);
      const text = call.terminal.isTty ? said.split("\n").map(printable).join("\n") : said;
      const end = text.endsWith("\n") ? "" : "\n";
      const document = { ok: true, said, repeated, entries, ...details };
      if (secret === undefined) call.answer(document, text + end);
      else call.answer({ ...document, secret }, `${text}${end}\n${secret}\n`);
      return 0;
    },
  };
}

/** What is to be thought of in a document that was taken all the same, on standard error. */
function tellReading(call: Call, source: Source, details: object): void {
  const { problems = [], notes = [] } = details as Partial<Reading>;
  const { columns } = call.terminal;
  const look = { columns, paint: call.paint };
  if (problems.length > 0) call.terminal.err(`${problemsText(problems, source, look)}\n`);
  tellNotes(call, source.file, notes);
}

interface Reading {
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
}

/** The text of each file that is named. @throws PlimsollError `file.unreadable`, `usage` */
async function readFiles(
  terminal: Terminal,
  fields: readonly Field[],
  given: Readonly<Record<string, unknown>>,
): Promise<readonly (Source & { readonly name: string })[]> {
  const named = fields.flatMap(({ name, isFile }) =>
    isFile && given[name] !== undefined ? [{ name, file: given[name] as string }] : [],
  );
  if (named.filter(({ file }) => file === "-").length > 1)
    throw new PlimsollError("usage", "Standard input can be only one of the files.", {
      hint: "Name a file for the others.",
    });
  return Promise.all(
    named.map(async (one) => ({ ...one, text: await terminal.read(one.file, MOST_FILE_BYTES) })),
  );
}

/** A list of a capability, as a table. */
function listCommandOf(listed: List): Command {
  const { noun, about, columns, none = "Nothing is there yet." } = listed;
  const filters = filtersOf(listed);
  return {
    about,
    options: [
      ...filters.map(({ name, description }) => ({
        flags: `--${kebab(name)} ${name.toUpperCase()}`,
        about: lower(description.replace(/\.$/, "")),
      })),
      addonOption,
      ...placeOptions,
    ],
    examples: [{ line: `plimsoll ${noun} list`, about: "All of them" }],
    json: `{ "ok": true, "rows": [ … ] }`,

    async perform(call: Call) {
      const { list } = await call.deps();
      const chosen = filters.map(({ name }) => [name, call.option(name)] as const);
      const given = chosen.filter((one): one is [string, string] => one[1] !== undefined);
      const rows = await list({
        noun,
        addon: call.option("addon") ?? null,
        filters: Object.fromEntries(given),
        place: await placeOf(call),
      });
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
      call.answer(
        { ok: true, rows },
        rows.length > 0
          ? `${text}\n`
          : `${given.length > 0 ? "Nothing is chosen by that." : none}\n`,
      );
      return 0;
    },
  };
}

/** A row of the table of commands for each command and list of the capabilities. */
export const capabilityRows = (group: string) =>
  capabilities.flatMap(({ commands, lists }) => [
    ...commands
      .filter(({ isForPrograms }) => !isForPrograms)
      .map((deed) => ({
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
