import { andThen, complain, type Parse, quote, read } from "./reading.ts";
import { parseShare, printShare } from "./share.ts";

const EXAMPLE = "Write it as in 5% of requests fail.";

/** `5% of requests fail` → the share of a minute's events above which the minute is down. */
export const parseDownWhen: Parse<number> = (text) => {
  const share = /^(.+?)\s+of\s+(?:the\s+)?requests\s+fail$/is.exec(text.trim())?.[1];
  if (share === undefined)
    return complain(`${quote(text)} does not say when a minute is down.`, EXAMPLE);
  return andThen(parseShare(share), (failing) =>
    failing < 1
      ? read(failing)
      : complain(`${quote(text)}: more than all requests never fail.`, EXAMPLE),
  );
};

export const printDownWhen = (failing: number): string => `${printShare(failing)} of requests fail`;
