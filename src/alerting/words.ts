import { durationWords, momentWords } from "../core/format/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Alert } from "../entries/index.ts";

interface Words {
  readonly subject: string;
  readonly text: string;
}

/** "Roadmaps for Jira is down: its checks fail …": the first thing that is read at night. */
export function alertWords(
  name: string,
  conditions: readonly {
    readonly key: string;
    readonly severity: string;
    readonly message: string;
    readonly runbook?: string;
  }[],
): Words {
  const runbooks = conditions.flatMap(({ runbook = "" }) => (runbook === "" ? [] : [runbook]));
  const first = conditions.find(({ severity }) => severity === "page") ?? conditions[0]!;
  const what = whatOf(first);
  return {
    subject: `${name} ${what}: ${first.message}`.slice(0, 200),
    text: [conditionLines(conditions), ...runbooks].join("\n\n"),
  };
}

/** What customers feel by it, as far as its rule tells. */
function whatOf({ key, severity }: { readonly key: string; readonly severity: string }): string {
  if (key === "down") return "is down";
  if (key.startsWith("threshold/")) return "runs short";
  return severity === "page" ? "fails" : "needs a look";
}

export const conditionLines = (conditions: readonly { readonly message: string }[]): string =>
  conditions.map(({ message }) => sentence(message)).join("\n");

export const escalationWords = ({ subject, conditions, firedMs }: Alert, nowMs: number): Words => ({
  subject: `Nobody has it in hand: ${subject}`.slice(0, 200),
  text: `It has been so for ${durationWords(nowMs - firedMs)}, since ${momentWords(isoTime(firedMs))}.\n${conditionLines(conditions)}`,
});

export const overWords = ({ subject, firedMs }: Alert, nowMs: number): Words => ({
  subject,
  text: `It is over after ${durationWords(nowMs - firedMs)}.`,
});

const sentence = (message: string): string =>
  `${message.slice(0, 1).toUpperCase()}${message.slice(1).replace(/\.$/, "")}.`;
