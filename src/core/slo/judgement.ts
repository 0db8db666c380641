import type { ObjectiveAccount } from "./statement.ts";

/** What a judge says of an objective; the rest is its name and since when it was measured. */
export type Judgement = Omit<
  ObjectiveAccount,
  "id" | "indicator" | "promise" | "promised" | "since"
>;
