import { causeInFull, causeWords } from "./cause-words.ts";
import type { MadeCheck } from "./start-probes.ts";

/** What an add-on last looked like from here. ISO moments. */
export interface CurrentState {
  readonly kind: StateKind;
  /** Since when it has been so. */
  readonly since: string;
  readonly checkedAt: string;
  /** Why it is not answering, fit for the public; null while it is. */
  readonly cause: string | null;
}

/** unknown: whoever checks it is cut off himself. */
type StateKind = "answering" | "failing" | "unknown";

/** What the checks of one path from one place last found. */
export interface CheckState extends Pick<MadeCheck, "addon" | "place" | "path"> {
  readonly kind: StateKind;
  readonly since: string;
  readonly checkedAt: string;
  /** As the public may see it; "" while it answers. */
  readonly cause: string;
  /** The same with all that is known. */
  readonly causeInFull: string;
  /** Null where there was no answer. */
  readonly durationMs: number | null;
}

/** The present state of each add-on, and of each place and path by itself. */
export interface CurrentStates {
  readonly onCheck: (made: MadeCheck) => void;
  /**
   * Failing as long as one of its paths fails at as many places as must agree; else unknown as long
   * as one is not known at so many. Null before the first check.
   */
  readonly of: (addon: string) => CurrentState | null;
  readonly checksOf: (addon: string) => readonly CheckState[];
}

/** `agreeOf`: how many places must see a path fail before it counts, as its contract has it. */
export function currentStates(
  agreeOf: (check: Pick<MadeCheck, "addon" | "path">) => number = () => 1,
): CurrentStates {
  const checks = new Map<string, Map<string, CheckState>>();
  const states = new Map<string, CurrentState>();
  const checksOf = (addon: string) => [...(checks.get(addon)?.values() ?? [])];
  return {
    checksOf,
    of: (addon) => states.get(addon) ?? null,
    onCheck(made) {
      const { addon, place, path } = made;
      const own = checks.get(addon) ?? new Map<string, CheckState>();
      checks.set(addon, own);
      const key = JSON.stringify([place, path]);
      const found = stateOf(made);
      const before = own.get(key);
      const since = before?.kind === found.kind ? before.since : found.checkedAt;
      own.set(key, { ...found, addon, place, path, since });
      const paths = Map.groupBy(own.values(), (check) => check.path);
      const agreed = [...paths.values()].map((checks) => agreedOf(checks, agreeOf(checks[0]!)));
      states.set(addon, overall(agreed, found.checkedAt, states.get(addon)));
    },
  };
}

function stateOf({ check, atMs }: MadeCheck) {
  const checkedAt = new Date(atMs).toISOString();
  if (check.kind === "good") {
    const { durationMs } = check;
    return { kind: "answering", checkedAt, cause: "", causeInFull: "", durationMs } as const;
  }
  const words = { cause: causeWords(check), causeInFull: causeInFull(check), durationMs: null };
  return { kind: check.kind === "bad" ? "failing" : "unknown", checkedAt, ...words } as const;
}

type Agreed = Pick<CurrentState, "kind" | "cause">;

/** What the places make of one path together, as a minute is judged. */
function agreedOf(checks: readonly CheckState[], agree: number): Agreed {
  const of = (kind: StateKind) => checks.filter((check) => check.kind === kind);
  const [failing, unknown, answering] = [of("failing"), of("unknown"), of("answering")];
  if (failing.length >= agree) return { kind: "failing", cause: failing[0]!.cause };
  if (failing.length + answering.length >= agree) return { kind: "answering", cause: null };
  return { kind: "unknown", cause: unknown[0]?.cause ?? "fewer places check it than must agree" };
}

function overall(
  checks: readonly Agreed[],
  checkedAt: string,
  before: CurrentState | undefined,
): CurrentState {
  const worst =
    checks.find(({ kind }) => kind === "failing") ?? checks.find(({ kind }) => kind === "unknown");
  const kind = worst?.kind ?? "answering";
  const since = before?.kind === kind ? before.since : checkedAt;
  return { kind, since, checkedAt, cause: worst?.cause ?? null };
}
