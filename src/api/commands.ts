import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { catalogue, PlimsollError } from "../core/errors/index.ts";
import { act, type Doors, fieldsOf, foreignAddon, MOST_FILE_BYTES } from "../engine/index.ts";
import type { AddonGuide } from "../guide/index.ts";
import { type LinkDoor, linkRoute } from "./action-links.ts";
import { type Authorized, authorize, type Callers } from "./authorize.ts";
import { enterPath } from "./console.ts";
import { listRoutes } from "./lists.ts";
import { openApi, pathOf } from "./open-api.ts";
import { problem, refusal } from "./problem.ts";

export interface CommandDoor {
  readonly doors: Doors;
  /** Plimsoll's own. */
  readonly version: string;
  /** How each add-on stands to the operations guide. */
  readonly guides: () => Promise<readonly AddonGuide[]>;
  readonly callers: Callers;
  readonly links: LinkDoor;
  readonly report: (error: unknown) => void;
}

/**
 * `POST /api/NOUN/VERB` performs a command, `GET /api/NOUN` shows what is known, `/api/openapi.json`
 * describes both. A repeat with the same `Idempotency-Key` is answered with what was done first.
 * Problems are those of RFC 9457.
 */
export function commandRoutes(door: CommandDoor): Hono<Authorized> {
  const { doors, version, guides, callers, report } = door;
  const { nowMs, sessions } = callers;
  const app = new Hono<Authorized>();
  app.use("/api/*", authorize(callers));

  const description = openApi(doors.capabilities, version);
  app.get("/api/openapi.json", (c) => c.json(description));

  app.post("/api/session", (c) => {
    // A session shall end, not make another.
    if (c.req.header("authorization") === undefined) {
      const { meaning: message, hint } = catalogue["access.key-missing"];
      return refusal(c, { code: "access.key-missing", message, hint });
    }
    return c.json({ path: enterPath(sessions.newLink(c.get("caller"))) });
  });
  app.post("/api/link", limitTo(MOST_BYTES), linkRoute({ doors, nowMs, ...door.links }));
  app.get("/api/guide", async (c) => {
    const addon = c.req.query("addon") ?? c.get("caller").addon;
    const foreign = addon === null ? null : foreignAddon(c.get("caller"), addon);
    if (foreign !== null) return refusal(c, foreign);
    const addons = (await guides()).filter((one) => addon === null || one.addon === addon);
    if (addon !== null && addons.length === 0)
      throw new PlimsollError("usage", `${addon} is not watched here.`);
    return c.json({ addons });
  });
  app.route("/", listRoutes(doors, nowMs));

  for (const command of doors.capabilities.flatMap(({ commands }) => commands)) {
    const hasFile = fieldsOf(command).some(({ isFile }) => isFile);
    const path = pathOf(command.name);
    app.post(path, hasFile ? limitTo(MOST_BYTES_WITH_FILE) : limitTo(MOST_BYTES), async (c) => {
      const read = await bodyOf(c);
      if (read.kind === "problem") return read.problem;
      const { addon = null, ...input } = read.body;
      if (addon !== null && typeof addon !== "string") return refusal(c, notText("addon"));
      const answer = await act(doors, {
        name: command.name,
        addon,
        input,
        caller: c.get("caller"),
        idempotencyKey: c.req.header("idempotency-key") ?? randomUUID(),
        nowMs: nowMs(),
      });
      return answer.kind === "refused" ? refusal(c, answer) : c.json(answer);
    });
    app.all(path, (c) => wrongMethod(c, "POST"));
  }
  app.all("/api/link", (c) => wrongMethod(c, "POST"));
  app.all("/api/session", (c) => wrongMethod(c, "POST"));
  for (const noun of ["openapi.json", "guide", ...nounsOf(doors)])
    app.all(`/api/${noun}`, (c) => wrongMethod(c, "GET, HEAD"));

  app.all("/api/*", (c) => {
    const { hint } = catalogue["command.unknown"];
    const message = `Nothing answers at ${c.req.path}.`;
    return refusal(c, { code: "command.unknown", message, hint });
  });
  app.onError((error, c) => {
    if (error instanceof PlimsollError) return refusal(c, error);
    report(error);
    return problem(c, 500, "internal", "This could not be done.", catalogue.internal.hint);
  });
  return app;
}

const nounsOf = ({ capabilities }: Doors) =>
  capabilities.flatMap(({ lists }) => lists).map(({ noun }) => noun);

const MOST_BYTES = 64 * 1024;
/** Where a document is part of the body: as JSON it is longer than as a file. */
const MOST_BYTES_WITH_FILE = 2 * MOST_FILE_BYTES;

const limitTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      problem(c, 413, "usage", "The body is too large.", `At most ${maxSize / 1024} KiB.`),
  });

type Body =
  | { readonly kind: "body"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "problem"; readonly problem: Response };

async function bodyOf(c: Context): Promise<Body> {
  const refuse = (status: 400 | 415, title: string, hint: string): Body => ({
    kind: "problem",
    problem: problem(c, status, "usage", title, hint),
  });
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? ""))
    return refuse(415, "The body must be JSON.", "Send Content-Type: application/json.");
  const body: unknown = await c.req.json().catch(() => undefined);
  return typeof body === "object" && body !== null && !Array.isArray(body)
    ? { kind: "body", body: body as Record<string, unknown> }
    : refuse(400, "The body is not a JSON object.", "Send the fields of the command.");
}

const notText = (field: string) => ({
  ...({
    code: "usage",
    message: `${field}: It must be text.`,
    hint: catalogue.usage.hint,
  } as const),
  errors: [{ path: [field], detail: "It must be text." }],
});

function wrongMethod(c: Context, allowed: string) {
  c.header("Allow", allowed);
  const title = `${c.req.method} is not what ${c.req.path} takes.`;
  return problem(c, 405, "usage", title, `Use ${allowed}.`);
}
