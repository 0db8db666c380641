import { createHmac, hash } from "node:crypto";
import * as z from "zod";
import { catalogue, PlimsollError } from "../core/errors/index.ts";
import { canonicalJson } from "../core/ledger/index.ts";
import type { ResourceUse } from "../core/resources/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import { type Caller, foreignAddon, lackedScope } from "./caller.ts";
import type { Capability } from "./capability.ts";
import type { Command } from "./command.ts";
import type { JobState } from "./job.ts";
import { type Engine, type FieldError, perform, type Refusal } from "./perform.ts";
import { reading } from "./reading.ts";

/** A command as it comes through a door, of which nothing is sure yet. */
export interface Request {
  /** "maintenance announce" */
  readonly name: string;
  /** null: the only one there is. */
  readonly addon: string | null;
  readonly input: unknown;
  readonly caller: Caller;
  /** What a repeat is recognised by: chosen by the caller, new for each command. */
  readonly idempotencyKey: string;
  readonly nowMs: number;
}

/** What was done, for a person and for a program. */
export interface Done {
  readonly kind: "done";
  readonly said: string;
  /** It had been done before for the same key, and was not done again. */
  readonly repeated: boolean;
  readonly entries: readonly {
    readonly seq: number;
    readonly type: string;
    readonly subject: string;
    readonly at: string;
  }[];
  /** What the command has to say beyond that. */
  readonly details?: object;
  /** Handed out this once; a repeat does not show it again. */
  readonly secret?: string;
}

export interface Doors {
  readonly engine: Engine;
  readonly capabilities: readonly Capability[];
  /** Keys of the add-ons that can be meant. */
  readonly addons: readonly string[];
  /** 256 bits that nobody can guess, as base64url. */
  readonly newSecret: () => string;
  /** What was measured; left out where nobody looks into it. */
  readonly slots?: Pick<SlotStore, "blocks">;
  /** What the process does by itself; left out where none runs. */
  readonly jobs?: () => readonly JobState[];
  /** How much of its resources an add-on uses; left out where no process runs. */
  readonly resources?: (addon: string) => readonly ResourceUse[];
}

/**
 * Performs a command that came through a door.
 * @throws PlimsollError `usage` for what cannot be read, or what keeps the store from being written
 */
export async function act(doors: Doors, request: Request): Promise<Done | Refusal> {
  const understood = understand(doors, request);
  if (understood.kind === "refused") return understood;
  const { command, input, addon } = understood;
  const { nowMs, caller } = request;
  const secret = doors.newSecret();
  const { by, addon: only } = caller;
  const context = { addon, nowMs, by, only, secret, ...causeOf(request) };
  const performed = await perform(doors.engine, command.decide, input, context);
  if (performed.kind === "refused") return performed;
  if (performed.kind === "fenced") throw new Error("A command holds no lease.");
  const { entries, isRepeated, erased } = performed;
  const shown = entries.map(({ seq, type, subject, at }) => ({ seq, type, subject, at }));
  const { vault, projection } = doors.engine;
  const seen = await lookedUp(doors, command, { input, addon, nowMs });
  return reading(vault, (kept): Done => {
    const known = projection.known();
    const told = { input, known, addon, nowMs, kept, erased, ...seen };
    const said = command.say(entries, told);
    const details = command.details?.of(entries, told);
    const handedOut = isRepeated ? null : (command.secretOf?.(entries, secret) ?? null);
    return {
      ...{ kind: "done", said, repeated: isRepeated, entries: shown },
      ...(details === undefined ? {} : { details }),
      ...(handedOut === null ? {} : { secret: handedOut }),
    };
  });
}

async function lookedUp(
  { engine: { vault, projection }, slots }: Doors,
  command: Command,
  about: { readonly input: object; readonly addon: string; readonly nowMs: number },
): Promise<{ readonly seen?: unknown }> {
  if (command.look === undefined) return {};
  if (slots === undefined) throw new Error("What was measured cannot be looked into here.");
  return { seen: await command.look({ ...about, known: projection.known(), vault, slots }) };
}

export const commandNamed = (
  { capabilities }: Pick<Doors, "capabilities">,
  name: string,
): Command | null =>
  capabilities.flatMap(({ commands }) => commands).find((one) => one.name === name) ?? null;

/** What somebody asks for and may; nothing is decided yet. */
export interface Understood {
  readonly kind: "understood";
  readonly command: Command;
  readonly input: object;
  readonly addon: string;
}

/** Reads a request, and holds it against what its caller may. @throws PlimsollError as `act` */
export function understand(
  doors: Doors,
  request: Pick<Request, "name" | "addon" | "input" | "caller">,
): Understood | Refusal {
  const { name, caller } = request;
  const command = commandNamed(doors, name);
  if (command === null) throw new PlimsollError("command.unknown", `There is no command ${name}.`);
  const lacked = lackedScope(caller, command.scope, name);
  if (lacked !== null) return lacked;
  // What is not known is refused, not passed over.
  const schema = command.input instanceof z.ZodObject ? command.input.strict() : command.input;
  const read = schema.safeParse(request.input);
  if (!read.success) return misread(read.error.issues);
  const input = read.data as object;
  const addon = addonMeant(doors, request, command.addonOf?.(input));
  return foreignAddon(caller, addon) ?? { kind: "understood", command, input, addon };
}

/** Whether what is asked for was done before under the same key; of what appended nothing nobody knows. */
export async function wasDone({ engine }: Doors, request: Request): Promise<boolean> {
  const addon = request.addon ?? request.caller.addon ?? "";
  return (await engine.ledger.caused(addon, causeOf(request).cause)).length > 0;
}

/**
 * Two callers and two commands may choose the same key; they are told apart. The ledger is kept for
 * ever, so it gets hashes that tell nobody without the key what was asked.
 */
function causeOf({ name, addon, caller, idempotencyKey, input }: Request) {
  const asked = canonicalJson({ addon, input });
  return {
    cause: `${name} ${hash("sha256", `${caller.by} ${idempotencyKey}`, "base64url")}`,
    inputHash: createHmac("sha256", idempotencyKey).update(asked).digest("base64url"),
  };
}

/** What is asked of a list. */
export interface ListRequest {
  readonly noun: string;
  /** null: the only one there is. */
  readonly addon: string | null;
  readonly caller: Caller;
  readonly nowMs: number;
  /** Text by the name of each filter. */
  readonly filters?: Readonly<Record<string, string>>;
}

/** The rows that one noun's list shows now. @throws PlimsollError `usage`, `command.unknown` */
export async function listOf(
  doors: Doors,
  { noun, addon: named, caller, nowMs, filters = {} }: ListRequest,
): Promise<{ readonly kind: "rows"; readonly rows: readonly object[] } | Refusal> {
  const list = doors.capabilities.flatMap(({ lists }) => lists).find((one) => one.noun === noun);
  if (list === undefined)
    throw new PlimsollError("command.unknown", `There is no list of ${noun}.`);
  const lacked = lackedScope(caller, list.scope, `The list of ${noun}`);
  if (lacked !== null) return lacked;
  const read = (list.filters ?? z.strictObject({})).safeParse(filters);
  if (!read.success) return misread(read.error.issues);
  const known = await doors.engine.projection.upTo();
  const addon = list.isOfAll ? "" : addonOf(doors, named ?? caller.addon);
  const foreign = foreignAddon(caller, addon);
  if (foreign !== null) return foreign;
  const jobs = doors.jobs?.() ?? [];
  const resources = doors.resources?.(addon) ?? [];
  const context = { known, addon, nowMs, filters: read.data, jobs, resources };
  return { kind: "rows", rows: list.rows(context) };
}

/** @param own the one that the input itself names */
function addonMeant(
  doors: Doors,
  { addon: named, caller }: Pick<Request, "addon" | "caller">,
  own: string | null | undefined,
): string {
  if (own === undefined) return addonOf(doors, named ?? caller.addon);
  if (own === null) return named ?? caller.addon ?? "";
  if (named === null || named === own) return own;
  throw new PlimsollError("usage", `What was given is about ${own}, not ${named}.`, {
    hint: "Leave --addon out.",
  });
}

function addonOf({ addons }: Doors, named: string | null): string {
  const [only, ...others] = addons;
  if (named !== null && addons.includes(named)) return named;
  if (named === null && only !== undefined && others.length === 0) return only;
  throw new PlimsollError(
    "usage",
    named !== null
      ? `${named} is not watched here.`
      : addons.length === 0
        ? "No add-on is watched here."
        : "It is not said which add-on is meant.",
    {
      hint:
        addons.length === 0
          ? "Start with `plimsoll up FILE`."
          : `Name it with --addon. There is ${addons.join(", ")}.`,
    },
  );
}

/** Each field that is wrong, and each that there is not. */
export function misread(issues: readonly z.core.$ZodIssue[]): Refusal {
  const errors = issues.flatMap((issue): readonly FieldError[] => {
    const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...path, key], detail: "There is no such field." }))
      : [{ path, detail: detailOf(issue) }];
  });
  const message = errors
    .map(({ path, detail }) => `${path.join(".") || "The input"}: ${detail}`)
    .join(" ");
  return { kind: "refused", code: "usage", message, hint: catalogue.usage.hint, errors };
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** What is wrong with a field, as a sentence. */
export function detailOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? "It is missing."
        : `It must be ${KINDS[issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return `It must be ${issue.values.map(String).join(" or ")}.`;
    case "too_small":
      return issue.origin === "string" ? "It is empty." : `It must be at least ${issue.minimum}.`;
    case "too_big":
      return issue.origin === "string"
        ? `It is longer than ${issue.maximum} characters.`
        : `It must be at most ${issue.maximum}.`;
    case "invalid_format":
      return FORMATS[issue.format] ?? issue.message.replace(/\.?$/, ".");
    default:
      return issue.message.replace(/\.?$/, ".");
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: "It must be a day: 2027-01-17.",
  datetime: "It must be a moment: 2027-01-17T02:00:00Z.",
};
