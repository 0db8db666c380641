import * as z from "zod";
import type { Entry } from "../core/ledger/index.ts";
import type { ResourceUse } from "../core/resources/index.ts";
import type { SlotStore, Vault } from "../core/store/index.ts";
import type { JobState } from "./job.ts";
import type { Context, Decision, Refusal } from "./perform.ts";
import type { Known } from "./projection.ts";
import type { Kept } from "./reading.ts";

export type Scope = "read" | "operate" | "admin";

/** Something that a person or a program asks for; every door is made from it. */
export interface Command<Input extends object = object> {
  /** Noun and verb: "maintenance announce". */
  readonly name: `${string} ${string}`;
  readonly about: string;
  readonly scope: Scope;
  /** It has no verb of its own on the command line: another command asks for it. */
  readonly isForPrograms?: true;
  /**
   * Every field has a description; fields take text as people write it. A field with `file: true` in
   * its `meta` takes a document: the command line names a file and sends its text.
   */
  readonly input: z.ZodType<Input>;
  /** Fields that a command line takes without a flag, in order. */
  readonly operands?: readonly string[];
  readonly examples: readonly { readonly line: string; readonly about: string }[];
  /**
   * The add-on that the input itself names, of which nothing need be known yet; null: that cannot be
   * told, and the input will be refused. Left out: the caller names the add-on.
   */
  addonOf?(input: Input): string | null;
  /** Looks into what was measured, where what is known does not tell; `Told.seen` is what it answers. Changes nothing. */
  look?(at: LookedAt<Input>): Promise<unknown>;
  decide(known: Known, input: Input, context: Context, kept: Kept): Decision | Refusal;
  /** What was done, in a sentence, from the entries that were appended (also for a repeat). */
  say(entries: readonly Entry[], told: Told<Input>): string;
  /** The same for programs, beside the entries. */
  readonly details?: Details<Input>;
  /** The secret that it hands out, from the entries and `Context.secret`: shown once, kept nowhere. */
  secretOf?(entries: readonly Entry[], secret: string): string | null;
}

export interface LookedAt<Input> {
  readonly known: Known;
  readonly addon: string;
  readonly input: Input;
  readonly nowMs: number;
  readonly vault: Pick<Vault, "get">;
  readonly slots: Pick<SlotStore, "blocks">;
}

/** What an answer can be made of, besides the entries: what is known after them. */
export interface Told<Input> {
  readonly input: Input;
  readonly known: Known;
  readonly addon: string;
  readonly nowMs: number;
  readonly kept: Kept;
  /** How many contents the vault has forgotten. */
  readonly erased: number;
  /** What `Command.look` found; left out where there is none. */
  readonly seen?: unknown;
}

interface Details<Input> {
  /** As JSON, with every field: `"version": 2, "changes": [ … ]`. */
  readonly example: string;
  of(entries: readonly Entry[], told: Told<Input>): object;
}

/** What the rows of a list are made from. */
interface ListContext<Filters extends object = object> {
  readonly known: Known;
  readonly addon: string;
  readonly nowMs: number;
  readonly filters: Filters;
  /** Of the process that is asked; none where the store itself is. */
  readonly jobs: readonly JobState[];
  /** How much of its resources the add-on uses; left out where no process runs. */
  readonly resources?: readonly ResourceUse[];
}

/** What is shown of what is known about one noun. */
export interface List<Row extends object = object, Filters extends object = object> {
  readonly noun: string;
  readonly about: string;
  readonly scope: Scope;
  readonly row: z.ZodType<Row>;
  /** By what rows can be chosen: a strict object of optional fields, each with its description, that take text. */
  readonly filters?: z.ZodType<Filters>;
  /** It is about all add-ons; `ListContext.addon` is then "". */
  readonly isOfAll?: true;
  rows(context: ListContext<Filters>): readonly Row[];
  /** What a row is found again by while pages are turned; left out: its `id`. */
  idOf?(row: Row): string;
  /** What is said where there is no row. */
  readonly none?: string;
  /** A row as the terminal shows it, by column. */
  readonly columns: readonly { readonly name: string; of(row: Row): string }[];
}

/** The largest document that a field takes, as UTF-8. */
export const MOST_FILE_BYTES = 8 << 20;

/** A field of a command's input, as its schema describes it. */
export interface Field {
  readonly name: string;
  readonly description: string;
  readonly isFlag: boolean;
  readonly isFile: boolean;
  readonly isRequired: boolean;
  /** The only texts that it takes; none: any. */
  readonly choices: readonly string[];
  /** What it is where nothing is given. */
  readonly fallback: string | null;
}

export const fieldsOf = ({ input }: Pick<Command, "input">): readonly Field[] => fieldsIn(input);

export const filtersOf = ({ filters }: Pick<List, "filters">): readonly Field[] =>
  filters === undefined ? [] : fieldsIn(filters);

function fieldsIn(schema: z.ZodType): readonly Field[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" }) as {
    properties?: Record<string, Described>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    description: field.description ?? "",
    isFlag: field.type === "boolean",
    isFile: field.file ?? false,
    isRequired: required.includes(name),
    choices: field.enum ?? [],
    fallback: typeof field.default === "string" ? field.default : null,
  }));
}

interface Described {
  readonly type?: string;
  readonly description?: string;
  readonly file?: boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
}
