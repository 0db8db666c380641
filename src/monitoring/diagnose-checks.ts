import type { Diagnostics } from "../core/diagnostics/index.ts";
import { causeInFull, causeWords } from "./cause-words.ts";
import type { CheckState } from "./current-state.ts";
import type { MadeCheck } from "./probe-jobs.ts";

/**
 * Says of an add-on that it fails its checks and by what, that it answers again, that a check had
 * to be made twice, and that checks say nothing. `checks`: the state of all its checks, with this one.
 */
export function diagnoseCheck(
  { report, resolve }: Pick<Diagnostics, "report" | "resolve">,
  { addon, place, path, check }: MadeCheck,
  checks: readonly CheckState[],
): void {
  const where = whereIn(checks);
  const at = where({ place, path });
  if (check.kind === "good" && check.firstFailure !== null) {
    const cause = causeWords(check.firstFailure);
    const inFull = causeInFull(check.firstFailure);
    const message = `${addon} failed a check ${at} and answered when it was asked again at once: ${inFull}.`;
    report({ kind: "retry", subject: `${addon} ${place} ${path}`, cause, message });
  }

  const silent = checks.filter(({ kind }) => kind === "unknown");
  if (silent.length > 0)
    report({
      kind: "observer",
      subject: addon,
      cause: listOf(silent, (one) => `${where(one)}: ${one.cause}`),
      message: `Checks of ${addon} say nothing ${listOf(silent, (one) => `${where(one)}: ${one.causeInFull}`)}.`,
    });
  else
    resolve(
      "observer",
      addon,
      (_, lasted) => `Checks of ${addon} say something again after ${lasted}.`,
    );

  const failing = checks.filter(({ kind }) => kind === "failing");
  if (failing.length > 0)
    report({
      kind: "addon",
      subject: addon,
      cause: listOf(failing, (one) => `${where(one)}: ${one.cause}`),
      message: `${addon} fails ${listOf(failing, (one) => `${where(one)}: ${one.causeInFull}`)}.`,
    });
  // Of one that fails and is then lost sight of, nobody knows that it is well.
  else if (silent.length === 0)
    resolve(
      "addon",
      addon,
      ({ cause }, lasted) => `${addon} answers again after ${lasted}; it failed ${cause}.`,
    );
}

/** Names the place where there are several. */
function whereIn(checks: readonly CheckState[]) {
  const isAlone = new Set(checks.map(({ place }) => place)).size < 2;
  return ({ place, path }: Pick<CheckState, "place" | "path">): string =>
    isAlone ? `at ${path}` : `at ${path} from ${place}`;
}

const listOf = (checks: readonly CheckState[], say: (check: CheckState) => string): string =>
  checks.map(say).sort().join("; ");
