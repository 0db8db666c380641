import type { Problem } from "../core/contract/index.ts";
import type { ErrorCode } from "../core/errors/index.ts";
import type { Entry, NewEntry } from "../core/ledger/index.ts";
import type {
  LeaseToken,
  LedgerStore,
  Vault,
  VaultLabel,
  VaultReference,
} from "../core/store/index.ts";
import { inTurn } from "./in-turn.ts";
import type { Known, Projection } from "./projection.ts";
import { type Kept, reading } from "./reading.ts";

/** Under which circumstances something is decided. */
export interface Context {
  readonly addon: string;
  readonly nowMs: number;
  /** Who acts: a person's or a key's id, or "plimsoll". */
  readonly by: string;
  /** What the deed is recognised by when it is asked for again: an `Idempotency-Key`, a turn of a job. */
  readonly cause: string;
  /** Of what is asked for: the same cause with another is refused. */
  readonly inputHash?: string;
  /** The one add-on that whoever acts may touch; null or left out: all of them. */
  readonly only?: string | null;
  /** Fresh 256 bits as base64url for a command that hands out a secret; they go into no entry. */
  readonly secret?: string;
}

/** What shall happen, and what it rests on. */
export interface Decision {
  readonly kind: "decided";
  /** Appended all or none, each with the context's cause; none: all is so already. */
  readonly entries: readonly NewEntry[];
  /** Appended with them, each after the vault has its content. */
  readonly vaulted?: readonly VaultedEntry[];
  /** Ids of what the vault forgets for good, before anything is appended. */
  readonly erased?: readonly string[];
  /** For each subject that was looked at, the version that was known; see `LedgerStore.append`. */
  readonly expected: Readonly<Record<string, number>>;
}

/** An entry that refers to what is too large or too private for the ledger. */
export interface VaultedEntry {
  readonly content: Uint8Array;
  readonly about: VaultLabel;
  entry(reference: VaultReference): NewEntry;
}

/** Why it must not happen, for the person or program that asked. */
export interface Refusal {
  readonly kind: "refused";
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  /** Where what is wrong is in the document that was sent: all that is wrong with it. */
  readonly problems?: readonly Problem[];
  /** Which fields of the input are wrong: all of them. */
  readonly errors?: readonly FieldError[];
}

export interface FieldError {
  /** Where it is in the input: names and places. */
  readonly path: readonly (string | number)[];
  readonly detail: string;
}

/** Pure: what is known, what the vault keeps and what is asked decide. */
export type Decide<Input> = (
  known: Known,
  input: Input,
  context: Context,
  kept: Kept,
) => Decision | Refusal;

export type Performed =
  /** `isRepeated`: it had been done before for the same cause, and was not done again. */
  | {
      readonly kind: "done";
      readonly entries: readonly Entry[];
      readonly isRepeated: boolean;
      /** How many contents the vault has forgotten. */
      readonly erased: number;
    }
  | Refusal
  /** The lease under which it was to be done has passed to somebody else. */
  | { readonly kind: "fenced" };

/** So often is decided anew when somebody else was quicker. */
const MOST_TRIES = 5;

const overtaken: Refusal = {
  kind: "refused",
  code: "command.overtaken",
  message: "Others changed the same thing again and again meanwhile, so nothing was done.",
  hint: "Look at what is so now, and try again.",
};

const otherInput: Refusal = {
  kind: "refused",
  code: "command.key-reused",
  message: "Something else was done under the same Idempotency-Key, so nothing was done now.",
  hint: "Use a new key for each command; the same only to repeat one.",
};

/** What acting takes: the ledger, what is known from it, and what it refers to. */
export interface Engine {
  readonly ledger: Pick<LedgerStore, "append" | "caused">;
  readonly vault: Pick<Vault, "put" | "get" | "about" | "erase">;
  readonly projection: Projection;
}

/**
 * Decides and appends; where somebody else appended in between, decides anew. What is asked again
 * with the same cause is answered with what was done the first time.
 * @throws PlimsollError what keeps the store from being read or written; asking again is safe
 */
export function perform<Input>(
  engine: Engine,
  decide: Decide<Input>,
  input: Input,
  context: Context,
  fence?: LeaseToken,
): Promise<Performed> {
  return inTurn(engine.projection, context.addon, () =>
    performNow(engine, decide, input, context, fence),
  );
}

async function performNow<Input>(
  { ledger, vault, projection }: Engine,
  decide: Decide<Input>,
  input: Input,
  context: Context,
  fence?: LeaseToken,
): Promise<Performed> {
  const { cause, inputHash } = context;
  const asked = { cause, ...(inputHash === undefined ? {} : { inputHash }) };
  /** What the same cause led to; null: it is new. */
  async function doneBefore(): Promise<Performed | null> {
    const before = await ledger.caused(context.addon, cause);
    if (before.length === 0) return null;
    return before[0]!.inputHash === inputHash ? done(projection, before, true) : otherInput;
  }
  const before = await doneBefore();
  if (before !== null) return before;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const known = await projection.upTo(tries === 0 ? 0 : undefined);
    const decision = await reading(vault, (kept) => decide(known, input, context, kept));
    // Another process may have done the same meanwhile, which is why it cannot be done again.
    if (decision.kind === "refused") return (await doneBefore()) ?? decision;
    const { expected, vaulted = [], erased = [] } = decision;
    for (const id of erased) await vault.erase(id);
    if (decision.entries.length + vaulted.length === 0)
      return { kind: "done", entries: [], isRepeated: false, erased: erased.length };
    const references: VaultReference[] = [];
    for (const { content, about } of vaulted) references.push(await vault.put(content, about));
    const entries = [
      ...decision.entries,
      ...vaulted.map(({ entry }, at) => entry(references[at]!)),
    ].map((entry) => ({ ...entry, ...asked }));
    const appended = await ledger.append(entries, fence ? { expected, fence } : { expected });
    // Nothing refers to what was put there for entries that were not appended.
    if (appended.kind !== "appended") for (const { id } of references) await vault.erase(id);
    if (appended.kind === "fenced") return { kind: "fenced" };
    if (appended.kind === "repeated" && appended.entries[0]!.inputHash !== inputHash)
      return otherInput;
    if (appended.kind !== "conflict")
      return done(projection, appended.entries, appended.kind === "repeated", erased.length);
  }
  return overtaken;
}

/** Known to the next caller. */
async function done(
  projection: Projection,
  entries: readonly Entry[],
  isRepeated: boolean,
  erased = 0,
): Promise<Performed> {
  await projection.upTo(entries.at(-1)!.seq);
  return { kind: "done", entries, isRepeated, erased };
}
