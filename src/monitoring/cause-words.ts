import type { Check, FailureCause } from "./check.ts";
import type { ObserverCause } from "./ports.ts";

type Known = Extract<Check, { kind: "bad" | "unknown" }>;
/** Why a check did not succeed, without what else is known of it. */
export type Reason = Pick<Known, "cause" | "reason">;

/**
 * Why a check did not succeed, in the same words each time and fit for the public: no address and
 * nothing that a library said.
 */
export const causeWords = ({ cause, reason }: Reason): string =>
  cause === "status" || cause === "timeout" ? reason : WORDS[cause];

/** The same with what the library said, for the vendor. */
export const causeInFull = (why: Reason): string =>
  causeWords(why) === why.reason ? why.reason : `${causeWords(why)} (${why.reason})`;

const WORDS: Readonly<Record<Exclude<FailureCause | ObserverCause, "status" | "timeout">, string>> =
  {
    dns: "its name cannot be found",
    route: "no route leads to its host",
    refused: "nothing listens at its address",
    certificate: "its certificate is not valid",
    tls: "no secure connection can be made",
    broken: "the connection broke off before the answer was whole",
    address: "its address is not one that can be asked",
    offline: "the machine that checks it has no network",
    "name-service": "the name service of the machine that checks it does not answer",
    untold: "no name or no way leads to it, and nothing shows whether the fault is its own",
    exhausted: "the machine that checks it is out of files, ports or memory",
  };
