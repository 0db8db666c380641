import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { catalogue, PlimsollError } from "../core/errors/index.ts";
import {
  act,
  type Doors,
  fieldsOf,
  foreignAddon,
  listOf,
  MOST_FILE_BYTES,
} from "../engine/index.ts";
import type { AddonGuide } from "../guide/index.ts";
import { type Authorized, authorize } from "./authorize.ts";
import { problem, refusal } from "./problem.ts";

export interface CommandDoor {
  readonly doors: Doors;
  /** How each add-on stands to the operations guide. */
  readonly guides: () => Promise<readonly AddonGuide[]>;
  /** What this process left in its data folder: whoever shows it may do everything. */
  readonly key: string;
  readonly nowMs: () => number;
  /** By the monotonic clock. */
  readonly monotonicMs: () => number;
  readonly report: (error: unknown) => void;
}

const MOST_BYTES = 64 * 1024;
/** Where a document is part of the body: as JSON it is longer than as a file. */
const MOST_BYTES_WITH_FILE = 2 * MOST_FILE_BYTES;

/**
 * `POST /api/NOUN/VERB` performs a command, `GET /api/NOUN` shows what is known; JSON only. A repeat
 * with the same `Idempotency-Key` is answered with what was done first. Problems are those of RFC 9457.
 */
export function commandRoutes({ doors, guides, key, nowMs, monotonicMs, report }: CommandDoor) {
  const app = new Hono<Authorized>();
  const known = () => doors.engine.projection.upTo();
  app.use("/api/*", authorize({ processKey: key, known, nowMs, monotonicMs }));

  const limitTo = (maxSize: number) =>
    bodyLimit({
      maxSize,
      onError: (c) =>
        problem(c, 413, "usage", "The body is too large.", `At most ${maxSize / 1024} KiB.`),
    });
  const usual = limitTo(MOST_BYTES);
  const raised = limitTo(MOST_BYTES_WITH_FILE);
  const takingFiles = new Set<string>(
    doors.capabilities
      .flatMap(({ commands }) => commands)
      .filter((command) => fieldsOf(command).some(({ isFile }) => isFile))
      .map(({ name }) => name),
  );

  app.post(
    "/api/:noun/:verb",
    (c, next) => {
      const { noun, verb } = c.req.param();
      return (takingFiles.has(`${noun} ${verb}`) ? raised : usual)(c, next);
    },
    async (c) => {
      if (!/^application\/json\b/i.test(c.req.header("content-type") ?? ""))
        return problem(
          c,
          415,
          "usage",
          "The body must be JSON.",
          "Send Content-Type: application/json.",
        );
      const body: unknown = await c.req.json().catch(() => undefined);
      if (typeof body !== "object" || body === null || Array.isArray(body))
        return problem(
          c,
          400,
          "usage",
          "The body is not a JSON object.",
          "Send the fields of the command.",
        );
      const { addon = null, ...input } = body as Record<string, unknown>;
      const { noun, verb } = c.req.param();
      const answer = await act(doors, {
        name: `${noun} ${verb}`,
        addon: addon === null ? null : String(addon),
        input,
        caller: c.get("caller"),
        idempotencyKey: c.req.header("idempotency-key") ?? randomUUID(),
        nowMs: nowMs(),
      });
      return answer.kind === "refused" ? refusal(c, answer) : c.json(answer);
    },
  );

  app.get("/api/guide", async (c) => {
    const addon = c.req.query("addon") ?? c.get("caller").addon;
    const foreign = addon === null ? null : foreignAddon(c.get("caller"), addon);
    if (foreign !== null) return refusal(c, foreign);
    const addons = (await guides()).filter((one) => addon === null || one.addon === addon);
    if (addon !== null && addons.length === 0)
      throw new PlimsollError("usage", `${addon} is not watched here.`);
    return c.json({ addons });
  });

  app.get("/api/:noun", async (c) => {
    const shown = await listOf(doors, {
      noun: c.req.param("noun"),
      addon: c.req.query("addon") ?? null,
      caller: c.get("caller"),
      nowMs: nowMs(),
    });
    return shown.kind === "refused" ? refusal(c, shown) : c.json({ rows: shown.rows });
  });

  app.onError((error, c) => {
    if (error instanceof PlimsollError) return refusal(c, error);
    report(error);
    return problem(c, 500, "internal", "This could not be done.", catalogue.internal.hint);
  });
  return app;
}
