import { exactDuration, exactPercent } from "../../format/index.ts";
import type { SharePromise, Sla } from "../contract.ts";
import { judgeCredits, sayCredits } from "./credits.ts";
import { judgePeriod, sayPeriod } from "./period.ts";
import { responseTimeTerms } from "./response-time-terms.ts";
import { supportTerms } from "./support-terms.ts";
import { lessIsBetter, moreIsBetter, promisesNothing, qualifier, type Term, term } from "./term.ts";

/** Everything that the public section promises. */
export const slaTerms = (sla: Sla): readonly Term[] => [
  qualifier("sla.effectiveFrom", "The day it holds from", sla.effectiveFrom, null, promisesNothing),
  qualifier("sla.period", "The period", sayPeriod(sla.period), sla, judgePeriod),
  ...uptimeTerms(sla),
  ...responseTimeTerms(sla),
  ...lifecycleTerms(sla),
  ...recoveryTerms(sla),
  ...maintenanceTerms(sla),
  ...supportTerms(sla),
  ...retirementTerms(sla),
  qualifier("sla.credits", "The credit", sayCredits(sla.credits), sla.credits, judgeCredits),
];

function uptimeTerms({ uptime }: Sla): readonly Term[] {
  if (uptime === null) return [];
  const { target, downWhenFailing } = uptime;
  const failing = `${exactPercent(downWhenFailing)} of requests`;
  return [
    term("sla.uptime.target", "The uptime", exactPercent(target), target, moreIsBetter),
    qualifier(
      "sla.uptime.downWhen",
      "What makes a minute count as down",
      `${failing} failing`,
      downWhenFailing,
      lessIsBetter,
    ),
  ];
}

const lifecycleTerms = ({ lifecycle }: Sla): readonly Term[] =>
  (["install", "webhook", "iframe"] as const).flatMap((indicator) => {
    const promise = lifecycle[indicator];
    if (promise === undefined) return [];
    const { target } = promise;
    const path = `sla.lifecycle.${indicator}`;
    return [
      term(path, `The share of ${indicator} successes`, exactPercent(target), target, moreIsBetter),
      qualifier(
        `${path}.within`,
        `The time for ${indicator}`,
        sayWithin(promise),
        promise.withinMs ?? Number.POSITIVE_INFINITY,
        lessIsBetter,
      ),
    ];
  });

const sayWithin = ({ withinMs }: SharePromise): string =>
  withinMs === null ? "any time" : exactDuration(withinMs);

function recoveryTerms({ recovery }: Sla): readonly Term[] {
  const promised = [
    ["rto", "The RTO", recovery?.rtoMs],
    ["rpo", "The RPO", recovery?.rpoMs],
    ["drill", "The time between drills", recovery?.drillEveryMs],
  ] as const;
  return promised.flatMap(([key, name, ms]) =>
    ms == null ? [] : [term(`sla.recovery.${key}`, name, exactDuration(ms), ms, lessIsBetter)],
  );
}

/** Without a section nothing is left out of the uptime, which is the same as an allowance of zero. */
function maintenanceTerms({ maintenance }: Sla): readonly Term[] {
  const allowanceMs = maintenance?.allowance.ms ?? 0;
  const allowance = qualifier(
    "sla.maintenance.allowance",
    "The maintenance left out of the uptime",
    allowanceMs === 0 ? "none" : `${exactDuration(allowanceMs)} a month`,
    allowanceMs,
    lessIsBetter,
  );
  if (maintenance === null) return [allowance];
  const { noticeMs } = maintenance;
  const path = "sla.maintenance.notice";
  return [
    allowance,
    qualifier(path, "The notice of maintenance", exactDuration(noticeMs), noticeMs, moreIsBetter),
  ];
}

function retirementTerms({ retirement }: Sla): readonly Term[] {
  if (retirement === null) return [];
  const { noticeMs } = retirement;
  const path = "sla.retirement.notice";
  return [term(path, "The notice of the end", exactDuration(noticeMs), noticeMs, moreIsBetter)];
}
