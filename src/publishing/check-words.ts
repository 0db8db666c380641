import { html } from "hono/html";
import { count, plural } from "../core/format/index.ts";
import type { CheckAccount } from "../core/slo/index.ts";
import type { Html } from "../ui/index.ts";
import { table } from "./inputs.ts";

/** What a figure does not show of the checks behind it; empty where each was answered. */
export function checksSaid(checks: CheckAccount): readonly string[] {
  return [failedSaid(checks), cutOffSaid(checks)].filter((said) => said !== null);
}

function failedSaid({ made, failed, answeredAgain }: CheckAccount): string | null {
  if (failed === 0) return null;
  const said = `${count(failed)} of ${plural(made, "check")} failed`;
  if (answeredAgain === 0) return `${said}.`;
  if (answeredAgain < failed)
    return `${said}; ${count(answeredAgain)} of them ${answeredAgain === 1 ? "was" : "were"} answered when asked again at once.`;
  return failed === 1
    ? `${said} and was answered when asked again at once.`
    : `${said}, each of them answered when asked again at once.`;
}

function cutOffSaid({ cutOffMinutes }: CheckAccount): string | null {
  if (cutOffMinutes === 0) return null;
  const are = cutOffMinutes === 1 ? "is" : "are";
  return `${plural(cutOffMinutes, "minute")} ${are} unknown because the machine that checks was or may have been cut off.`;
}

/** The checks behind an uptime by what came of them; nothing where none was made. */
export function checkInputs({ made, failed, answeredAgain, cutOff }: CheckAccount): Html | "" {
  if (made === 0) return "";
  const rows = [
    ["Answered", count(made - failed - cutOff)],
    [
      "Failed, and answered when asked again at once: no minute is down by it",
      count(answeredAgain),
    ],
    ["Failed, and so did the one that asked again", count(failed - answeredAgain)],
    ["Told nothing: the machine that checks was or may have been cut off", count(cutOff)],
  ];
  return html`<h3>Checks</h3>
${table(["Checks of every path, each asking as one", "Count"], rows, ["All", count(made)])}`;
}
