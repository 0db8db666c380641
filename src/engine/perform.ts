import type { ErrorCode } from "../core/errors/index.ts";
import type { Entry, NewEntry } from "../core/ledger/index.ts";
import type { LeaseToken, LedgerStore } from "../core/store/index.ts";
import type { Known, Projection } from "./projection.ts";

/** Under which circumstances something is decided. */
export interface Context {
  readonly addon: string;
  readonly nowMs: number;
  /** Who acts: a person's or a key's id, or "plimsoll". */
  readonly by: string;
  /** What the deed is recognised by when it is asked for again: an `Idempotency-Key`, a turn of a job. */
  readonly cause: string;
}

/** What shall happen, and what it rests on. */
export interface Decision {
  readonly kind: "decided";
  /** Appended all or none, each with the context's cause; none: all is so already. */
  readonly entries: readonly NewEntry[];
  /** For each subject that was looked at, the version that was known; see `LedgerStore.append`. */
  readonly expected: Readonly<Record<string, number>>;
}

/** Why it must not happen, for the person or program that asked. */
export interface Refusal {
  readonly kind: "refused";
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** Pure: what is known and what is asked decide. */
export type Decide<Input> = (known: Known, input: Input, context: Context) => Decision | Refusal;

export type Performed =
  /** `isRepeated`: it had been done before for the same cause, and was not done again. */
  | { readonly kind: "done"; readonly entries: readonly Entry[]; readonly isRepeated: boolean }
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

/** What acting takes: the ledger, and what is known from it. */
export interface Engine {
  readonly ledger: Pick<LedgerStore, "append" | "caused">;
  readonly projection: Projection;
}

/**
 * Decides and appends; where somebody else appended in between, decides anew. What is asked again
 * with the same cause is answered with what was done the first time.
 * @throws PlimsollError what keeps the store from being read or written; asking again is safe
 */
export async function perform<Input>(
  { ledger, projection }: Engine,
  decide: Decide<Input>,
  input: Input,
  context: Context,
  fence?: LeaseToken,
): Promise<Performed> {
  const before = await ledger.caused(context.addon, context.cause);
  if (before.length > 0) return done(projection, before, true);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const known = await projection.upTo(tries === 0 ? 0 : undefined);
    const decision = decide(known, input, context);
    if (decision.kind === "refused") return decision;
    const { expected } = decision;
    const entries = decision.entries.map((entry) => ({ ...entry, cause: context.cause }));
    if (entries.length === 0) return { kind: "done", entries: [], isRepeated: false };
    const appended = await ledger.append(entries, fence ? { expected, fence } : { expected });
    if (appended.kind === "fenced") return { kind: "fenced" };
    if (appended.kind !== "conflict")
      return done(projection, appended.entries, appended.kind === "repeated");
  }
  return overtaken;
}

/** Known to the next caller. */
async function done(
  projection: Projection,
  entries: readonly Entry[],
  isRepeated: boolean,
): Promise<Performed> {
  await projection.upTo(entries.at(-1)!.seq);
  return { kind: "done", entries, isRepeated };
}
