import type * as z from "zod";
import type { Entry } from "../core/ledger/index.ts";
import type { Context, Decision, Refusal } from "./perform.ts";
import type { Known } from "./projection.ts";

export type Scope = "read" | "operate" | "admin";

/** Something that a person or a program asks for; every door is made from it. */
export interface Command<Input extends object = object> {
  /** Noun and verb: "maintenance announce". */
  readonly name: `${string} ${string}`;
  readonly about: string;
  readonly scope: Scope;
  /** Every field has a description; fields take text as people write it. */
  readonly input: z.ZodType<Input>;
  /** Fields that a command line takes without a flag, in order. */
  readonly operands?: readonly string[];
  readonly examples: readonly { readonly line: string; readonly about: string }[];
  decide(known: Known, input: Input, context: Context): Decision | Refusal;
  /** What was done, in a sentence, from the entries that were appended (also for a repeat). */
  say(entries: readonly Entry[]): string;
}

/** What is shown of what is known about one noun. */
export interface List<Row extends object = object> {
  readonly noun: string;
  readonly about: string;
  readonly scope: Scope;
  readonly row: z.ZodType<Row>;
  rows(known: Known, addon: string, nowMs: number): readonly Row[];
  /** A row as the terminal shows it, by column. */
  readonly columns: readonly { readonly name: string; of(row: Row): string }[];
}
