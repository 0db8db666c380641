import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Sessions } from "../access/index.ts";
import {
  ADDON_FIELD,
  type Answer,
  deniedPage,
  enteredPage,
  type FormView,
  KEY_FIELD,
  leftPage,
  nounPage,
} from "../console/index.ts";
import { catalogue, PlimsollError } from "../core/errors/index.ts";
import {
  act,
  type Command,
  type Done,
  type Doors,
  fieldsOf,
  filtersOf,
  type List,
  listOf,
  MOST_FILE_BYTES,
  type Refusal,
} from "../engine/index.ts";
import type { Page } from "../ui/index.ts";
import type { Authorized } from "./authorize.ts";
import { pageOf, USUAL_ROWS } from "./pages.ts";
import { statusOf } from "./problem.ts";
import { dropSession, keepSession, sessionIn } from "./session-cookie.ts";

export interface ConsoleDoor {
  readonly doors: Doors;
  readonly nowMs: () => number;
  /** Puts a page into the frame of the private pages. */
  readonly render: (
    page: Pick<Page, "title" | "description" | "content">,
    here: string,
  ) => Promise<string>;
}

/** How many answers wait to be looked at. */
const MOST_ANSWERS = 100;
const MOST_BYTES = 3 * MOST_FILE_BYTES;

/** Nouns that have a page: all with a list or a command. */
export const nounsOf = ({ capabilities }: Pick<Doors, "capabilities">): readonly string[] => [
  ...new Set([
    ...capabilities.flatMap(({ lists }) => lists).map(({ noun }) => noun),
    ...commandsIn({ capabilities }).map(nounOf),
  ]),
];

const commandsIn = ({ capabilities }: Pick<Doors, "capabilities">) =>
  capabilities.flatMap(({ commands }) => commands).filter((one) => one.isForPrograms !== true);

const nounOf = ({ name }: Command): string => name.split(" ")[0]!;

/** A page for each noun, with its list and a form for each of its commands. */
export function consoleRoutes({ doors, nowMs, render }: ConsoleDoor): Hono<Authorized> {
  const app = new Hono<Authorized>();
  const commands = commandsIn(doors);
  const lists = doors.capabilities.flatMap(({ lists }) => lists);
  /** What was said, until its page has been shown once: by GET, so that a reload does nothing again. */
  const answers = new Map<string, Answer>();

  async function show(c: Context<Authorized>, noun: string, sent: FormView | null) {
    const caller = c.get("caller");
    const addon = sent?.addon ?? addonIn(c, doors);
    const list = lists.find((one) => one.noun === noun);
    const mine = commands.filter((one) => nounOf(one) === noun && caller.may.includes(one.scope));
    const fresh = { addon, values: {}, refusal: null };
    const forms = mine.map((command) =>
      sent?.command === command ? sent : { command, idempotencyKey: randomUUID(), ...fresh },
    );
    const shown = list === undefined ? null : await rowsOf(c, list, addon);
    if (shown?.kind === "refused" && forms.length === 0) return denied(c, shown);
    const answerId = c.req.query("answer") ?? "";
    const answer = answers.get(answerId) ?? null;
    answers.delete(answerId);
    const view = {
      ...{ noun, addon, forms, answer },
      addons: caller.addon === null ? doors.addons : [caller.addon],
      list: shown?.kind === "rows" ? shown : null,
    };
    return c.html(
      await render(nounPage(view), noun),
      sent === null ? 200 : statusOf(sent.refusal!.code),
    );
  }

  async function rowsOf(c: Context<Authorized>, list: List, addon: string) {
    const chosen = filtersOf(list).map(({ name }) => [name, c.req.query(name) ?? ""] as const);
    const filters = Object.fromEntries(chosen.filter(([, text]) => text !== ""));
    const asked = { noun: list.noun, addon, caller: c.get("caller"), nowMs: nowMs(), filters };
    const found = await listOf(doors, asked);
    if (found.kind === "refused") return found;
    const at = { cursor: c.req.query("cursor") ?? null, limit: USUAL_ROWS };
    const page = pageOf(list, found.rows, at) ?? { rows: [], next: null };
    const query = new URLSearchParams({ ...filters, addon, cursor: page.next ?? "" });
    const next = page.next === null ? null : `/${list.noun}?${query}`;
    return { kind: "rows", list, filters, rows: page.rows, next } as const;
  }

  for (const noun of nounsOf(doors)) app.get(`/${noun}`, (c) => show(c, noun, null));

  for (const command of commands) {
    const limit = bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => denied(c, { ...usage("What was sent is too large."), code: "usage" }),
    });
    app.post(`/${command.name.replace(" ", "/")}`, limit, async (c) => {
      const sent = await c.req.parseBody();
      const text = (name: string) =>
        typeof sent[name] === "string" ? sent[name].replaceAll("\r\n", "\n") : "";
      const addon = text(ADDON_FIELD) || addonIn(c, doors);
      const values = Object.fromEntries(fieldsOf(command).map(({ name }) => [name, text(name)]));
      const idempotencyKey = text(KEY_FIELD) || randomUUID();
      const answer = await acted(doors, {
        ...{ name: command.name, addon, idempotencyKey, nowMs: nowMs() },
        ...{ caller: c.get("caller"), input: inputOf(command, values) },
      });
      if (answer.kind === "refused") {
        const form = { command, addon, values, refusal: answer, idempotencyKey: randomUUID() };
        return show(c, nounOf(command), form);
      }
      const id = randomUUID();
      const { said, secret } = answer;
      if (answers.size >= MOST_ANSWERS) answers.delete(answers.keys().next().value!);
      answers.set(id, secret === undefined ? { said } : { said, secret });
      return c.redirect(`/${nounOf(command)}?${new URLSearchParams({ addon, answer: id })}`, 303);
    });
  }
  app.onError((error, c) => {
    if (!(error instanceof PlimsollError)) throw error;
    return denied(c, {
      kind: "refused",
      code: error.code,
      message: error.message,
      hint: error.hint,
    });
  });
  return app;
}

/** What a person can mend is said on the page. */
async function acted(doors: Doors, request: Parameters<typeof act>[1]): Promise<Done | Refusal> {
  try {
    return await act(doors, request);
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    const { code, message, hint } = error;
    return { kind: "refused", code, message, hint };
  }
}

/** Fields that were left empty were not given. */
const inputOf = (command: Command, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    fieldsOf(command)
      .filter(({ name, isFlag }) => isFlag || values[name]!.trim() !== "")
      .map(({ name, isFlag }) => [name, isFlag ? values[name] !== "" : values[name]]),
  );

const addonIn = (c: Context<Authorized>, { addons }: Doors): string =>
  c.req.query("addon") ?? c.get("caller").addon ?? addons[0] ?? "";

const usage = (message: string): Refusal => ({
  ...{ kind: "refused", code: "usage", message },
  hint: catalogue.usage.hint,
});

/** A page instead of what was asked for. */
export const denied = async (c: Context, refusal: Refusal): Promise<Response> =>
  c.html(await deniedPage(refusal.message, refusal.hint, wantedBy(c)), statusOf(refusal.code));

const wantedBy = ({ req: { method, path } }: Context): string =>
  method === "GET" && path !== "/enter" ? path : "/";

/** Where a link leads to, below the address of the private listener. */
export const enterPath = (link: string): string => `/enter?${new URLSearchParams({ link })}`;

/** `POST /leave` ends the session. */
export const leaveRoute =
  (sessions: Sessions) =>
  async (c: Context): Promise<Response> => {
    const session = sessionIn(c);
    if (session !== null) sessions.leave(session);
    dropSession(c);
    return c.html(await leftPage());
  };

/** `/enter?link=…`: a link opens a session, once. */
export function enterRoutes(sessions: Sessions): Hono {
  const app = new Hono();
  app.get("/enter", async (c) => {
    // Whoever only looks whether the link is good must not use it up.
    const isLooking = c.req.method === "HEAD" || /prefetch/.test(c.req.header("sec-purpose") ?? "");
    if (isLooking) return c.body(null, 204);
    const session = sessions.enter(c.req.query("link") ?? "");
    if (session === null) {
      const { meaning: message, hint } = catalogue["access.link-over"];
      return denied(c, { kind: "refused", code: "access.link-over", message, hint });
    }
    keepSession(c, session);
    c.header("Refresh", "0; url=/");
    return c.html(await enteredPage());
  });
  return app;
}
