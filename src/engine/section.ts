import type * as z from "zod";
import type { PromiseStretch } from "../core/contract/index.ts";
import type { Html } from "../ui/index.ts";
import type { Known } from "./projection.ts";

/** What a section is made from. */
export interface SectionContext {
  readonly known: Known;
  readonly addon: string;
  /** What was, is and will be promised, in the order of time. */
  readonly stretches: readonly PromiseStretch[];
  readonly nowMs: number;
}

/** What a capability shows the public of one add-on: a member of its object in `/sla.json`, and parts of its status page. */
export interface Section<Shown = unknown> {
  /** Name of the member: "maintenance". */
  readonly key: string;
  /** Of the member, with descriptions: it becomes part of `/sla.schema.json`. */
  readonly schema: z.ZodType<Shown>;
  shown(context: SectionContext): Shown;
  /** On the status page above the promises: what is going on and to come. */
  above?(shown: Shown): Html | "";
  /** Below the promises: what is over. */
  below?(shown: Shown): Html | "";
  /** What stands before whatever the checks find, while it lasts; null: nothing does. */
  overriding?(context: SectionContext): OverridingState | null;
}

export interface OverridingState {
  readonly kind: "maintenance";
  /** ISO */
  readonly since: string;
  /** As a clause. */
  readonly cause: string;
}
