import { type Context, Hono } from "hono";
import * as z from "zod";
import {
  type ActionLink,
  actionLink,
  actionLook,
  askPage,
  callerOfLink,
  donePage,
  notDonePage,
  readActionLink,
} from "../access/index.ts";
import { parseDuration } from "../core/contract/index.ts";
import { catalogue, PlimsollError } from "../core/errors/index.ts";
import { isoTime } from "../core/time/index.ts";
import {
  act,
  type Command,
  commandNamed,
  type Doors,
  misread,
  type Refusal,
  type Request,
  understand,
  wasDone,
} from "../engine/index.ts";
import { pagePolicy } from "../ui/index.ts";
import type { Authorized } from "./authorize.ts";
import { refusal, statusOf } from "./problem.ts";

/** What links are made with. */
export interface LinkDoor {
  /** Signs them. */
  readonly linkKey: string;
  /** Of the public listener. */
  readonly publicUrl: string;
}

export interface ActionDoor extends Pick<LinkDoor, "linkKey"> {
  readonly doors: Doors;
  readonly nowMs: () => number;
}

/** What a link is made for. */
const order = z.strictObject({
  command: z.string(),
  input: z.record(z.string(), z.unknown()).default({}),
  addon: z.string().nullable().default(null),
  person: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "An id is letters, digits, dots and dashes: no name, no address"),
  expires: z.string().default("24h"),
});

/** `POST /api/link`: a link by which somebody else may do once what the caller may. */
export const linkRoute =
  ({ doors, linkKey, publicUrl, nowMs }: ActionDoor & LinkDoor) =>
  async (c: Context<Authorized>) => {
    const read = order.safeParse(await c.req.json().catch(() => undefined));
    if (!read.success) return refusal(c, misread(read.error.issues));
    const { command: name, person, expires, ...rest } = read.data;
    const length = parseDuration(expires);
    if (length.kind === "complaint" || length.value === 0)
      return refusal(c, {
        ...usageOf(`expires: ${expires} is no length of time.`),
        hint: "Write 24h, 7d.",
      });
    const understood = understand(doors, { name, ...rest, caller: c.get("caller") });
    if (understood.kind === "refused") return refusal(c, inInput(understood));
    const { command, addon } = understood;
    if (command.secretOf !== undefined)
      return refusal(c, usageOf("What hands out a secret is not done by a link."));
    const expiresMs = nowMs() + length.value;
    const id = doors.newSecret().slice(0, 16);
    const link = actionLink(linkKey, {
      id,
      command: name,
      addon,
      input: rest.input,
      person,
      expiresMs,
    });
    if (link.kind === "refused") return refusal(c, link);
    const { path } = link;
    return c.json({ path, url: new URL(path, publicUrl).href, expiresAt: isoTime(expiresMs) });
  };

/** What is wrong with the input is below it. */
const inInput = (refused: Refusal): Refusal =>
  refused.errors === undefined
    ? refused
    : {
        ...refused,
        errors: refused.errors.map(({ path, detail }) => ({ path: ["input", ...path], detail })),
      };

const usageOf = (message: string) => ({
  ...({ kind: "refused", code: "usage", message } as const),
  hint: "/api/openapi.json describes it.",
});

/**
 * `/do/TOKEN` on the public listener: GET shows what a link would do, POST does it. What only looks
 * (a scanner of mails, a preview) does nothing, and who confirms twice does it once.
 */
export function actionRoutes({ doors, linkKey, nowMs }: ActionDoor): Hono {
  const app = new Hono();
  app.use("/do/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    c.header("X-Robots-Tag", "noindex");
    c.header("Content-Security-Policy", pagePolicy(actionLook, "'self'"));
    await next();
  });

  app.get("/do/:token", async (c) => {
    const found = await followed(c);
    if (found.kind === "refused") return refused(c, found);
    const { command, link, request } = found;
    if (!(await wasDone(doors, request))) return c.html(await askPage(command, link));
    // It changes nothing: what was done for this cause is not done again.
    return confirm(c, command, request);
  });

  app.post("/do/:token", async (c) => {
    const found = await followed(c);
    return found.kind === "refused" ? refused(c, found) : confirm(c, found.command, found.request);
  });

  app.all("/do/*", (c) => refused(c, refusalOf("link.unknown")));
  app.onError((error, c) => {
    if (!(error instanceof PlimsollError)) throw error;
    return refused(c, { kind: "refused", ...pick(error) });
  });
  return app;

  async function followed(c: Context) {
    const read = readActionLink(linkKey, c.req.param("token") ?? "", nowMs());
    if (read.kind === "refused") return read;
    const command = commandNamed(doors, read.link.command);
    return command === null
      ? refusalOf("link.unknown")
      : ({
          kind: "followed",
          command,
          link: read.link,
          request: requestOf(read.link, command, nowMs()),
        } as const);
  }

  async function confirm(c: Context, command: Command, request: Request) {
    const answer = await act(doors, request);
    if (answer.kind === "refused") return refused(c, answer);
    return c.html(await donePage(command, answer.said, answer.repeated));
  }
}

const requestOf = (link: ActionLink, { scope }: Command, nowMs: number): Request => ({
  name: link.command,
  addon: link.addon,
  input: link.input,
  caller: callerOfLink(link, scope),
  idempotencyKey: `link ${link.id}`,
  nowMs,
});

const refused = async (c: Context, refusal: Refusal) =>
  c.html(await notDonePage(refusal.message, refusal.hint), statusOf(refusal.code));

const refusalOf = (code: "link.unknown"): Refusal => {
  const { meaning: message, hint } = catalogue[code];
  return { kind: "refused", code, message, hint };
};

const pick = ({ code, message, hint }: PlimsollError) => ({ code, message, hint });
