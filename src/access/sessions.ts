import { hash } from "node:crypto";
import { HOUR_MS } from "../core/time/index.ts";
import type { Caller } from "../engine/index.ts";

/** Who came in by a link, in this process's memory: a restart ends every session. */
export interface Sessions {
  /** A link's secret: it opens one session, within an hour, for whom it was made. */
  newLink(caller: Caller): string;
  /** The secret of a new session; null: the link was used, has expired, or is none. */
  enter(link: string): string | null;
  /** Whose session it is; null: nobody's any more. */
  callerOf(session: string): Caller | null;
  /** Ends a session. */
  leave(session: string): void;
}

const LINK_MS = HOUR_MS;
export const SESSION_MS = 12 * HOUR_MS;
/** Of links and of sessions; beyond it the oldest goes. */
const MOST = 1000;

/** @param monotonicMs a clock that nobody sets */
export function sessions(newSecret: () => string, monotonicMs: () => number): Sessions {
  const links = expiring(monotonicMs);
  const entered = expiring(monotonicMs);
  return {
    newLink: (caller) => links.add(newSecret(), caller, LINK_MS),
    enter(link) {
      const caller = links.find(link);
      if (caller === null) return null;
      links.remove(link);
      return entered.add(newSecret(), caller, SESSION_MS);
    },
    callerOf: (session) => entered.find(session),
    leave: (session) => entered.remove(session),
  };
}

/** Callers by the hash of a secret. A hash is looked up, so that time tells nothing of a secret. */
function expiring(monotonicMs: () => number) {
  const kept = new Map<string, { readonly caller: Caller; readonly untilMs: number }>();
  const keyOf = (secret: string) => hash("sha256", secret);
  return {
    add(secret: string, caller: Caller, forMs: number): string {
      const nowMs = monotonicMs();
      for (const [key, { untilMs }] of kept)
        if (untilMs <= nowMs || kept.size >= MOST) kept.delete(key);
      kept.set(keyOf(secret), { caller, untilMs: nowMs + forMs });
      return secret;
    },
    find(secret: string): Caller | null {
      const found = kept.get(keyOf(secret));
      return found !== undefined && found.untilMs > monotonicMs() ? found.caller : null;
    },
    remove: (secret: string) => void kept.delete(keyOf(secret)),
  };
}
