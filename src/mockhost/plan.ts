import { z } from "zod";
import { PlimsollError } from "../core/errors/index.ts";
import { DAY_MS } from "../core/time/index.ts";
import type { LimitSettings } from "./limits/index.ts";
import type { VersionOptions } from "./versions/index.ts";
import type { WebhookSettings } from "./webhooks/index.ts";
import type { Product } from "./world/index.ts";

export interface MockHostPlan {
  readonly seed: number;
  /** How many sites; 1 to 10,000. */
  readonly tenants: number;
  /** Which products there are; several take turns. */
  readonly products: readonly Product[];
  readonly limits: LimitSettings;
  /** Left out: as often and as slowly as the real host. */
  readonly versions?: Partial<VersionOptions>;
  readonly webhooks?: Partial<WebhookSettings>;
}

const YEAR_MS = 366 * DAY_MS;

/** Timers of less than a millisecond would never let anything else run. */
const everyMs = z.number().min(1).max(YEAR_MS);
const withinMs = z.number().min(0).max(YEAR_MS);
const share = z.number().min(0).max(1);

const plan = z.looseObject({
  seed: z.int().min(0),
  tenants: z.int().min(1).max(10_000),
  products: z.array(z.enum(["jira", "confluence"])).min(1),
  limits: z.looseObject({ quota: z.enum(["global", "tenant", "off"]) }),
  versions: z
    .looseObject({
      pollMs: everyMs.optional(),
      rolloutMs: everyMs.optional(),
      approval: z.looseObject({ share, withinMs }).optional(),
      marketplace: z.looseObject({ exportMs: withinMs }).optional(),
    })
    .optional(),
  webhooks: z
    .looseObject({
      retryTimeFactor: z.number().min(0).max(1_000).optional(),
      mostPending: z.int().min(1).max(1_000_000).optional(),
      mostPendingCharacters: z
        .int()
        .min(1)
        .max(2 ** 31)
        .optional(),
      secondaryWithinMs: withinMs.optional(),
    })
    .optional(),
});

/** Throws `mockhost.plan-refused`, naming every number and choice that is out of bounds. */
export function checkPlan(given: MockHostPlan): void {
  const checked = plan.safeParse(given);
  if (checked.success) return;
  const problems = checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new PlimsollError(
    "mockhost.plan-refused",
    `There cannot be such a mock host: ${problems.join("; ")}.`,
  );
}
