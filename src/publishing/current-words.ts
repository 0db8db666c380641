import { clockWords, elapsed } from "../core/format/index.ts";
import type { CurrentState } from "./public-view.ts";

/** What is going on at this moment; null where nobody looked. */
export function currently(current: CurrentState | null, computedAt: string): string | null {
  if (current === null) return null;
  const at = Date.parse(computedAt);
  const since = elapsed(at - Date.parse(current.since));
  const checked = `last checked at ${clockWords(current.checkedAt)}`;
  const what = {
    answering: `Answering for ${since}`,
    failing: `Failing its checks for ${since}`,
    maintenance: `In announced maintenance for ${since}`,
    unknown: `Nothing known for ${since}`,
  }[current.kind];
  const why = current.cause === null ? "" : `: ${current.cause}`;
  return `${what}${why}; ${checked}.`;
}
