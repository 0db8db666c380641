import type { Answer, JiraOf } from "./jira.ts";
import type { Roadmaps } from "./roadmaps.ts";

/** A roadmap read from Jira stays good this long: webhooks tell the changes in between. */
const FRESH_MS = 10 * 60_000;
/** A Jira that did not answer is left alone this long. */
const RETRY_MS = 60_000;

/** Brings roadmaps up to date from Jira, in the background. */
export interface Reading {
  /**
   * Starts a reading where one is due. The first time somebody looks, waits for it, but no longer
   * than `waitMs`. Answers why the roadmap may be incomplete, or null.
   */
  freshen(clientKey: string, waitMs: number): Promise<string | null>;
  forget(clientKey: string): void;
}

interface State {
  readonly running: Promise<void> | null;
  readonly hasRead: boolean;
  readonly dueAtMs: number;
  readonly problem: string | null;
}

const unread: State = {
  running: null,
  hasRead: false,
  dueAtMs: 0,
  problem: "Jira has not answered yet. The roadmap shows what is known so far.",
};

export function reading(deps: {
  readonly jiraOf: JiraOf;
  readonly roadmaps: Roadmaps;
  readonly nowMs: () => number;
}): Reading {
  const states = new Map<string, State>();
  const stateOf = (clientKey: string): State => states.get(clientKey) ?? unread;

  async function read(clientKey: string): Promise<void> {
    const known = deps.roadmaps.list(clientKey).map((item) => item.id);
    const answer = await deps.jiraOf(clientKey).recentIssues().catch(unreadable);
    if (!states.has(clientKey)) return;
    if (answer.kind === "answered") {
      const { issues, isComplete } = answer.value;
      for (const issue of issues) deps.roadmaps.keep(clientKey, issue);
      const found = new Set(issues.map((issue) => issue.id));
      // What came by webhook while reading is not among the known, and stays.
      if (isComplete)
        for (const id of known) if (!found.has(id)) deps.roadmaps.remove(clientKey, id);
    }
    states.set(clientKey, after(answer, stateOf(clientKey), deps.nowMs()));
  }

  return {
    async freshen(clientKey, waitMs) {
      const state = stateOf(clientKey);
      if (!state.running && state.dueAtMs <= deps.nowMs()) {
        states.set(clientKey, { ...state, running: read(clientKey) });
      }
      const { running, hasRead, dueAtMs } = stateOf(clientKey);
      if (running && !hasRead && dueAtMs === 0) await Promise.race([running, sleep(waitMs)]);
      return stateOf(clientKey).problem;
    },
    forget: (clientKey) => void states.delete(clientKey),
  };
}

function after(answer: Answer<unknown>, before: State, nowMs: number): State {
  if (answer.kind === "answered")
    return { running: null, hasRead: true, dueAtMs: nowMs + FRESH_MS, problem: null };
  const why = answer.kind === "refused" ? `refused (${answer.status})` : "did not answer";
  return {
    running: null,
    hasRead: before.hasRead,
    dueAtMs: nowMs + RETRY_MS,
    problem: `Jira ${why}. The roadmap shows what is known so far and tries again by itself.`,
  };
}

const unreadable = (error: unknown) => ({ kind: "silent", reason: String(error) }) as const;

const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());
