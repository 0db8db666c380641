import type { Command, List } from "./command.ts";
import type { Concerns } from "./concern.ts";
import type { GuideJudge } from "./guide.ts";
import type { Job } from "./job.ts";
import type { Section } from "./section.ts";

/** A part of what Plimsoll does, joined to all doors, the timer and the pages by one line of their list. */
export interface Capability {
  readonly name: string;
  /** What it can be asked for. */
  readonly commands: readonly Command[];
  /** What it shows to whoever may act. */
  readonly lists: readonly List[];
  /** What it does by itself. */
  readonly jobs?: readonly Job[];
  /** What it shows to the public. */
  readonly sections?: readonly Section[];
  /** What wants attention of what it does. */
  readonly concerns?: Concerns;
  /** Recommendations of the operations guide that it judges itself. */
  readonly guide?: readonly GuideJudge[];
}
