import { exactPercent } from "../../format/index.ts";
import type { Sla } from "../contract.ts";
import type { Judge } from "./term.ts";

type Credits = Sla["credits"];

/** Compares what is paid at every uptime where either version changes its mind. */
export const judgeCredits: Judge<Credits> = (before, after) => {
  const levels = [...before, ...after].map(({ below }) => below - Number.EPSILON);
  const gains = levels.map((uptime) => creditAt(after, uptime) - creditAt(before, uptime));
  const [isMore, isLess] = [gains.some((gain) => gain > 0), gains.some((gain) => gain < 0)];
  if (isMore && isLess) return { before: sayCredits(before), after: sayCredits(after) };
  return isLess ? "weaker" : isMore ? "stronger" : "neutral";
};

/** The credit of the lowest threshold that was missed. */
const creditAt = (credits: Credits, uptime: number): number =>
  credits.findLast(({ below }) => uptime < below)?.credit ?? 0;

export const sayCredits = (credits: Credits): string =>
  credits.length === 0
    ? "none"
    : credits
        .map(({ below, credit }) => `${exactPercent(credit)} below ${exactPercent(below)}`)
        .join(", ");
