import type { SharePromise } from "../contract.ts";
import { parseDuration, printDuration } from "./duration.ts";
import { andThen, complain, type Parse, quote, type Reading, read } from "./reading.ts";
import { parseShare, printShare } from "./share.ts";

/** `99%` or `95% within 12s` */
export const parseShareWithin: Parse<SharePromise> = (text) => {
  const [share = "", limit, ...more] = text.split(/\bwithin\b/i);
  if (more.length > 0)
    return complain(`${quote(text)} names two limits.`, "Write one, such as 95% within 12s.");
  return andThen(parseShare(share), (target): Reading<SharePromise> => {
    if (limit === undefined) return read({ target, withinMs: null });
    return andThen(parseDuration(limit), (withinMs) =>
      withinMs > 0
        ? read({ target, withinMs })
        : complain(`${quote(text)}: nothing happens within no time.`, "Write 95% within 12s."),
    );
  });
};

export const printShareWithin = ({ target, withinMs }: SharePromise): string =>
  withinMs === null
    ? printShare(target)
    : `${printShare(target)} within ${printDuration(withinMs)}`;
