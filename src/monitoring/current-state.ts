import { agreedState, DOWN, UP } from "../core/slo/index.ts";
import { type Clock, type Moment, presentMs } from "../core/time/index.ts";
import { causeInFull, causeWords } from "./cause-words.ts";
import type { Check } from "./check.ts";
import type { MadeCheck } from "./probe-jobs.ts";

/** What an add-on last looked like from here. ISO moments. */
interface CurrentState {
  readonly kind: StateKind;
  /** Since when it has been so. */
  readonly since: string;
  readonly checkedAt: string;
  /** Why it is not answering, fit for the public; null while it is. */
  readonly cause: string | null;
}

/** unknown: the prober is, or may be, cut off from the network. */
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

/** A check as far as the present state follows from it; how long it took is not known of another process's. */
export interface SeenCheck extends Omit<MadeCheck, "check" | "url"> {
  readonly check:
    | Exclude<Check, { kind: "good" }>
    | { readonly kind: "good"; readonly durationMs: number | null };
}

/** The present state of each add-on, and of each place and path by itself. */
export interface CurrentStates {
  readonly onCheck: (made: SeenCheck) => void;
  /**
   * Failing as long as one of its paths fails at as many places as must agree; else unknown as long
   * as one is not known at so many. Null before the first check.
   */
  readonly of: (addon: string) => CurrentState | null;
  readonly checksOf: (addon: string) => readonly CheckState[];
  /** What is not checked any more no longer counts. */
  readonly onPlans: (addon: string) => void;
}

/**
 * `agreeOf`: how many places must see a path fail before it counts, as its contract has it; null: it is
 * not checked from there any more. Moments are told by the clock as it is set when somebody asks, so that ages are true after it was set.
 */
export function currentStates(
  clock: Pick<Clock, "nowMs" | "monotonicMs">,
  agreeOf: (check: Pick<MadeCheck, "addon" | "place" | "path">) => number | null = () => 1,
): CurrentStates {
  const checks = new Map<string, Map<string, Found<CheckState>>>();
  const states = new Map<string, Found<CurrentState>>();
  const withTimes = <T extends object>({ state, since, checkedAt }: Found<T>) => ({
    ...state,
    since: new Date(presentMs(since, clock)).toISOString(),
    checkedAt: new Date(presentMs(checkedAt, clock)).toISOString(),
  });
  const plannedOf = (addon: string) =>
    [...(checks.get(addon)?.values() ?? [])].filter(({ state }) => agreeOf(state) !== null);
  const checksOf = (addon: string) => plannedOf(addon).map(withTimes);

  function settle(addon: string, at: Moment | undefined): void {
    const all = plannedOf(addon).map(({ state }) => state);
    const paths = Map.groupBy(all, (check) => check.path);
    const agreed = [...paths.values()].map((checks) => agreedOf(checks, agreeOf(checks[0]!)!));
    if (at === undefined || all.length === 0) states.delete(addon);
    else states.set(addon, lasting(overall(agreed), at, states.get(addon)));
  }

  return {
    checksOf,
    of(addon) {
      const state = states.get(addon);
      return state ? withTimes(state) : null;
    },
    onCheck(made) {
      const { addon, place, path, at } = made;
      const own = checks.get(addon) ?? new Map<string, Found<CheckState>>();
      checks.set(addon, own);
      const key = JSON.stringify([place, path]);
      own.set(key, lasting({ ...stateOf(made), addon, place, path }, at, own.get(key)));
      settle(addon, at);
    },
    onPlans(addon) {
      const latest = plannedOf(addon).map(({ checkedAt }) => checkedAt);
      settle(addon, latest.toSorted((a, b) => a.monotonicMs - b.monotonicMs).at(-1));
    },
  };
}

/** A state without its moments, and these by both clocks. */
interface Found<T extends object> {
  readonly state: Omit<T, "since" | "checkedAt">;
  readonly since: Moment;
  readonly checkedAt: Moment;
}

/** A state lasts since it was first found so. */
function lasting<T extends { readonly kind: StateKind }>(
  state: Found<T>["state"],
  checkedAt: Moment,
  before: Found<T> | undefined,
): Found<T> {
  const since = before?.state.kind === state.kind ? before.since : checkedAt;
  return { state, since, checkedAt };
}

function stateOf({ check }: SeenCheck) {
  if (check.kind === "good") {
    const { durationMs } = check;
    return { kind: "answering", cause: "", causeInFull: "", durationMs } as const;
  }
  const words = { cause: causeWords(check), causeInFull: causeInFull(check), durationMs: null };
  return { kind: check.kind === "bad" ? "failing" : "unknown", ...words } as const;
}

type Agreed = Pick<CurrentState, "kind" | "cause">;

/** What the places make of one path together, as a minute is judged. */
function agreedOf(checks: readonly Pick<CheckState, "kind" | "cause">[], agree: number): Agreed {
  const of = (kind: StateKind) => checks.filter((check) => check.kind === kind);
  const [failing, unknown, answering] = [of("failing"), of("unknown"), of("answering")];
  const state = agreedState(failing.length, failing.length + answering.length, agree);
  if (state === DOWN) return { kind: "failing", cause: failing[0]!.cause };
  if (state === UP) return { kind: "answering", cause: null };
  return { kind: "unknown", cause: unknown[0]?.cause ?? "fewer places check it than must agree" };
}

function overall(checks: readonly Agreed[]): Agreed {
  const worst =
    checks.find(({ kind }) => kind === "failing") ?? checks.find(({ kind }) => kind === "unknown");
  return { kind: worst?.kind ?? "answering", cause: worst?.cause ?? null };
}
