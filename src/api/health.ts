import type { Context } from "hono";
import { type HealthCheck, healthDocument } from "../publishing/index.ts";

export interface HealthDoor {
  /** Plimsoll's own. */
  readonly version: string;
  /** What Plimsoll needs and whether it has it; a check that cannot be made throws. */
  readonly checks: () => Promise<readonly HealthCheck[]>;
  readonly nowMs: () => number;
  /** Called with every detail of every failure that readers are told of in one sentence. */
  readonly report: (error: unknown) => void;
}

/** `/health`, the same for everybody and for the vendor: 503 where something fails. */
export async function health(c: Context, { version, checks, nowMs, report }: HealthDoor) {
  const made = await checks().catch((error: unknown): readonly HealthCheck[] => {
    report(error);
    return [{ name: "plimsoll:checks", status: "fail", output: "The checks could not be made." }];
  });
  const document = healthDocument(version, made, new Date(nowMs()).toISOString());
  c.header("Cache-Control", "no-store");
  c.header("Content-Type", "application/health+json");
  return c.body(JSON.stringify(document), document.status === "fail" ? 503 : 200);
}
