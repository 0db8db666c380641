import { dateWords, elapsed } from "../core/format/index.ts";
import type { ObjectiveAccount, Statement, Verdict } from "../core/slo/index.ts";
import { isPromised } from "./period-words.ts";
import type { PublishedAddon } from "./public-view.ts";
import { isSoFar } from "./verdict-words.ts";

/** The state of one add-on, or of several, in one sentence. */
export function headline(addons: readonly PublishedAddon[]): string {
  const promised = addons.filter(({ statement }) => isPromised(statement));
  if (addons.length > 0 && promised.length === 0)
    return `Nothing is promised before ${earliest(addons)}.`;
  const judged = promised.flatMap(({ statement }) =>
    statement.objectives.map((account) => ({ ...account, phase: statement.counted.phase })),
  );
  if (judged.length === 0) return "No figure is promised.";
  if (judged.every(isUnmeasured)) return notYet(promised);
  const { met, missed, insufficient } = tally(judged);
  const all = judged.length;
  const soFar = (verdict: Verdict) =>
    judged.some((one) => one.verdict === verdict && isSoFar(one, one.phase)) ? " so far" : "";
  const isOver = judged.every(({ phase }) => phase === "over");
  const [is, are] = isOver ? ["was", "were"] : ["is", "are"];
  const those = (n: number) => (n === 1 ? is : are);
  if (missed > 0 && all === 1) return `The promise ${is} missed${soFar("missed")}.`;
  if (missed > 0) return `${missed} of ${all} promises ${those(missed)} missed${soFar("missed")}.`;
  if (met === all)
    return `${all === 1 ? `The promise ${is}` : `All ${all} promises ${are}`} kept${soFar("met")}.`;
  if (met === 0)
    return isOver ? "No promise was proven." : "Too early to say: no promise is proven yet.";
  const rest = `${insufficient}\u00a0${those(insufficient)} not ${isOver ? "" : "yet "}proven`;
  return `${met} of ${all} promises ${those(met)} kept${soFar("met")}; ${rest}.`;
}

const earliest = (addons: readonly PublishedAddon[]): string =>
  dateWords(addons.map(({ statement }) => statement.effectiveFrom).sort()[0]!);

const isUnmeasured = ({ measured, kept }: ObjectiveAccount): boolean =>
  measured === null && kept === null;

function notYet(addons: readonly PublishedAddon[]): string {
  const ages = addons.flatMap(({ statement, watchingSince }) => {
    const began = statement.since ?? watchingSince;
    return began === null ? [] : [Date.parse(statement.computedAt) - Date.parse(began)];
  });
  if (ages.length === 0) return "Nothing has been measured yet.";
  return `Watching began ${elapsed(Math.max(...ages))} ago: no figure yet.`;
}

/** The promise that a few words about an add-on are about: the first that is missed, else uptime. */
export const foremost = ({ objectives }: Statement): ObjectiveAccount | undefined =>
  objectives.find(({ verdict }) => verdict === "missed") ??
  objectives.find(({ promise }) => promise.kind === "uptime");

/** How many of each verdict. */
function tally(accounts: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const of = (verdict: Verdict) => accounts.filter((a) => a.verdict === verdict).length;
  return { met: of("met"), missed: of("missed"), insufficient: of("insufficient") };
}
