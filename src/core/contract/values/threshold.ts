import type { Threshold } from "../contract.ts";
import { parseDuration, printDuration } from "./duration.ts";
import { andThen, type Parse, read } from "./reading.ts";
import { parseShare, printShare } from "./share.ts";

/** `80% for 5m`, or `90%` for at once. */
export const parseThreshold: Parse<Threshold> = (text) => {
  const [, share = text, length] = /^(.*?)\s+for\s+(.*)$/is.exec(text.trim()) ?? [];
  return andThen(parseShare(share), (above) => {
    if (length === undefined) return read({ above, forMs: 0 });
    return andThen(parseDuration(length), (forMs) => read({ above, forMs }));
  });
};

export const printThreshold = ({ above, forMs }: Threshold): string =>
  forMs === 0 ? printShare(above) : `${printShare(above)} for ${printDuration(forMs)}`;
