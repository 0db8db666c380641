import { jiraError } from "../rest/index.ts";
import {
  type CommentOrWorklogKind,
  documentIn,
  readDocument,
  visibilityIn,
} from "./comment-or-worklog-view.ts";
import type { Worklog } from "./model/issue.ts";
import { jiraTime } from "./views.ts";

export const worklog: CommentOrWorklogKind<Worklog> = {
  noun: "worklog",
  standardPage: 5_000,
  of: ({ worklogs }) => worklogs,
  read(given, call, known) {
    const input = Object(given) as WorklogInput;
    const startedMs = startOf(input, known?.startedMs ?? call.nowMs);
    if (Number.isNaN(startedMs))
      return jiraError(400, [], { started: "Error parsing date string." });
    const timeSpentSeconds = spentSeconds(input) || (known?.timeSpentSeconds ?? 0);
    if (!(timeSpentSeconds >= 1))
      return jiraError(400, [], { timeLogged: "You must indicate the time spent working." });
    const visibility = visibilityIn(input) ?? known?.visibility ?? null;
    const isSame = known !== null && input.comment === undefined;
    const comment = isSame ? known.comment : readDocument(input.comment);
    return { kind: "own", fields: { startedMs, timeSpentSeconds, comment, visibility } };
  },
  view: ({ comment, startedMs, timeSpentSeconds, visibility }, issue, style) => ({
    issueId: issue.id,
    ...(comment === null ? {} : { comment: documentIn(style, comment) }),
    ...(visibility === null ? {} : { visibility }),
    started: jiraTime(startedMs),
    timeSpent: spentWords(timeSpentSeconds),
    timeSpentSeconds,
  }),
};

interface WorklogInput {
  readonly timeSpentSeconds?: number;
  readonly timeSpent?: string;
  readonly comment?: unknown;
  readonly started?: string;
}

/** When the work began; NaN where that is no date. */
const startOf = ({ started }: WorklogInput, standardMs: number): number =>
  started === undefined
    ? standardMs
    : Date.parse(String(started).replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));

const spentSeconds = ({ timeSpentSeconds, timeSpent }: WorklogInput): number =>
  timeSpentSeconds ?? secondsOf(String(timeSpent ?? ""));

/** Jira's working time: eight hours a day, five days a week. */
const UNIT_SECONDS = { w: 144_000, d: 28_800, h: 3_600, m: 60 } as const;

type Unit = keyof typeof UNIT_SECONDS;

/** "1d 2h 30m" in seconds. */
const secondsOf = (text: string): number =>
  [...text.matchAll(/(\d+)\s*([wdhm])/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * UNIT_SECONDS[unit as Unit],
    0,
  );

/** Seconds as "1d 2h 30m"; what is less than a minute counts as one. */
export function spentWords(seconds: number): string {
  let rest = Math.max(UNIT_SECONDS.m, seconds);
  const words = (Object.keys(UNIT_SECONDS) as Unit[]).flatMap((unit) => {
    const count = Math.floor(rest / UNIT_SECONDS[unit]);
    rest -= count * UNIT_SECONDS[unit];
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return words.join(" ");
}
