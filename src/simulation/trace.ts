import { createHash } from "node:crypto";

/** What happened, in order: the whole as a digest, the end of it in words. */
export interface Trace {
  note(atMs: number, what: string): void;
  /** Names a rare state that a long run must come to; counted. */
  sometimes(state: Sometimes): void;
  readonly reached: ReadonlyMap<Sometimes, number>;
  /** Hex; equal for equal runs. */
  digest(): string;
  readonly tail: readonly string[];
}

/** States that only matter if they are reached: a long run in which one never is proves too little. */
export const SOMETIMES = [
  "killed before a write",
  "killed after a write that nobody was told of",
  "a retry came after a crash",
  "a retry came to another process",
  "a batch arrived twice",
  "a batch arrived late",
  "an exporter gave a batch up",
  "a batch given up was counted all the same",
  "the disk was full",
  "a damaged block was read",
  "the clock went back by more than a minute",
  "a process began while another ran",
  "the add-on began anew",
  "a lease passed to somebody else",
  "a process that stood still lost its lease",
  "events came for a day that was packed",
  "a day was thinned",
  "the observer was offline",
  "a check failed once and not again",
  "the add-on was down for a whole minute",
  "every process was down",
  "a command was not answered",
  "a command that was done was repeated",
  "an announcement overlapped another",
  "maintenance was announced late",
  "a person took maintenance in hand",
  "a person ended maintenance",
  "maintenance was cancelled",
  "maintenance ended by itself",
  "maintenance overran",
  "maintenance of a series was announced ahead",
  "maintenance lay over a change of clocks",
  "maintenance was left out of the uptime",
] as const;

export type Sometimes = (typeof SOMETIMES)[number];

const TAIL_LINES = 60;

export function trace(): Trace {
  const hash = createHash("sha256");
  const tail: string[] = [];
  const reached = new Map<Sometimes, number>();
  function note(atMs: number, what: string): void {
    const line = `${new Date(atMs).toISOString().slice(8, 23)} ${what}`;
    hash.update(`${line}\n`);
    tail.push(line);
    if (tail.length > 2 * TAIL_LINES) tail.splice(0, TAIL_LINES);
  }
  return {
    note,
    sometimes: (state) => void reached.set(state, (reached.get(state) ?? 0) + 1),
    reached,
    digest: () => hash.copy().digest("hex"),
    get tail() {
      return tail.slice(-TAIL_LINES);
    },
  };
}
