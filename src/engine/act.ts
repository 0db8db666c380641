import * as z from "zod";
import { PlimsollError } from "../core/errors/index.ts";
import type { Capability } from "./capability.ts";
import { type Engine, perform, type Refusal } from "./perform.ts";
import { reading } from "./reading.ts";

/** A command as it comes through a door, of which nothing is sure yet. */
export interface Request {
  /** "maintenance announce" */
  readonly name: string;
  /** null: the only one there is. */
  readonly addon: string | null;
  readonly input: unknown;
  readonly by: string;
  /** What a repeat is recognised by. */
  readonly cause: string;
  readonly nowMs: number;
}

/** What was done, for a person and for a program. */
export interface Done {
  readonly kind: "done";
  readonly said: string;
  readonly isRepeated: boolean;
  readonly entries: readonly {
    readonly seq: number;
    readonly type: string;
    readonly subject: string;
    readonly at: string;
  }[];
  /** What the command has to say beyond that. */
  readonly details?: object;
}

export interface Doors {
  readonly engine: Engine;
  readonly capabilities: readonly Capability[];
  /** Keys of the add-ons that can be meant. */
  readonly addons: readonly string[];
}

/**
 * Performs a command that came through a door.
 * @throws PlimsollError `usage` for what cannot be read, or what keeps the store from being written
 */
export async function act(doors: Doors, request: Request): Promise<Done | Refusal> {
  const { name, nowMs, by } = request;
  const command = doors.capabilities
    .flatMap(({ commands }) => commands)
    .find((one) => one.name === name);
  if (command === undefined) throw new PlimsollError("usage", `There is no command ${name}.`);
  // What is not known is refused, not passed over.
  const input = command.input instanceof z.ZodObject ? command.input.strict() : command.input;
  const read = input.safeParse(request.input);
  if (!read.success) throw misread(read.error.issues[0]!);
  const addon = addonMeant(doors, request.addon, command.addonOf?.(read.data as object));
  // Two commands may be given the same key by chance; they are told apart by what is asked.
  const context = { addon, nowMs, by, cause: `${name} ${request.cause}` };
  const performed = await perform(doors.engine, command.decide, read.data as object, context);
  if (performed.kind === "refused") return performed;
  if (performed.kind === "fenced") throw new Error("A command holds no lease.");
  const { entries, isRepeated } = performed;
  const shown = entries.map(({ seq, type, subject, at }) => ({ seq, type, subject, at }));
  const { vault, projection } = doors.engine;
  return reading(vault, (kept): Done => {
    const told = { input: read.data as object, known: projection.known(), addon, nowMs, kept };
    const done = { kind: "done", said: command.say(entries, told), isRepeated } as const;
    const details = command.details?.of(entries, told);
    return { ...done, entries: shown, ...(details === undefined ? {} : { details }) };
  });
}

/** The rows that one noun's list shows now. @throws PlimsollError `usage` */
export async function listOf(
  doors: Doors,
  {
    noun,
    addon,
    nowMs,
  }: { readonly noun: string; readonly addon: string | null; readonly nowMs: number },
): Promise<readonly object[]> {
  const list = doors.capabilities.flatMap(({ lists }) => lists).find((one) => one.noun === noun);
  if (list === undefined) throw new PlimsollError("usage", `There is no list of ${noun}.`);
  const known = await doors.engine.projection.upTo();
  return list.rows(known, addonOf(doors, addon), nowMs);
}

/** @param own the one that the input itself names */
function addonMeant(doors: Doors, named: string | null, own: string | null | undefined): string {
  if (own === undefined) return addonOf(doors, named);
  if (own === null) return named ?? "";
  if (named === null || named === own) return own;
  throw new PlimsollError("usage", `What was given is about ${own}, not ${named}.`, {
    hint: "Leave --addon out.",
  });
}

function addonOf({ addons }: Doors, named: string | null): string {
  const [only, ...others] = addons;
  if (named !== null && addons.includes(named)) return named;
  if (named === null && only !== undefined && others.length === 0) return only;
  const which =
    addons.length === 0 ? "No add-on is watched here." : `There is ${addons.join(", ")}.`;
  throw new PlimsollError(
    "usage",
    named === null ? "It is not said which add-on is meant." : `${named} is not watched here.`,
    {
      hint:
        addons.length === 0 ? "Start with `plimsoll up FILE`." : `Name it with --addon. ${which}`,
    },
  );
}

function misread({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}) {
  return new PlimsollError("usage", `${path.join(".") || "The input"}: ${message}.`);
}
