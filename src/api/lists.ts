import { hash } from "node:crypto";
import { type Context, Hono } from "hono";
import { PlimsollError } from "../core/errors/index.ts";
import { type Doors, filtersOf, type List, listOf } from "../engine/index.ts";
import type { Authorized } from "./authorize.ts";
import { MOST_ROWS, pageOf, USUAL_ROWS } from "./pages.ts";
import { refusal } from "./problem.ts";

/** `GET /api/NOUN`: the rows of a list, page by page; `If-None-Match` spares what has not changed. */
export function listRoutes(doors: Doors, nowMs: () => number): Hono<Authorized> {
  const app = new Hono<Authorized>();
  const lists = new Map(
    doors.capabilities.flatMap(({ lists }) => lists).map((list) => [list.noun, list]),
  );

  app.get("/api/:noun", async (c, next) => {
    const noun = c.req.param("noun");
    const list = lists.get(noun);
    if (list === undefined) return next();
    const { addon, cursor, limit, filters } = queryOf(c, list);
    const asked = { noun, addon, caller: c.get("caller"), nowMs: nowMs(), filters };
    const shown = await listOf(doors, asked);
    if (shown.kind === "refused") return refusal(c, shown);
    const page = pageOf(list, shown.rows, { cursor, limit });
    if (page === null)
      throw new PlimsollError("usage", "The cursor is none that this list gave.", {
        hint: "Take `next` of the page before, or leave it out for the first page.",
      });
    c.header("Cache-Control", "private, no-cache");
    const body = JSON.stringify(page);
    const tag = `W/"${hash("sha256", body, "base64url")}"`;
    c.header("ETag", tag);
    if (isKnown(c.req.header("if-none-match"), tag)) return c.body(null, 304);
    return c.body(body, 200, { "Content-Type": "application/json" });
  });
  return app;
}

const PARAMETERS = ["addon", "cursor", "limit"];

/** @throws PlimsollError `usage` */
function queryOf(c: Context, list: List) {
  const names = [...PARAMETERS, ...filtersOf(list).map(({ name }) => name)];
  const unknown = Object.keys(c.req.query()).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new PlimsollError("usage", `There is no parameter ${unknown.join(", ")}.`, {
      hint: `There are ${names.join(", ")}.`,
    });
  const { addon = null, cursor = null, limit = String(USUAL_ROWS), ...filters } = c.req.query();
  const rows = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (rows < 1 || rows > MOST_ROWS)
    throw new PlimsollError("usage", `The limit is a number from 1 to ${MOST_ROWS}.`, {
      hint: "Follow `next` for the rows beyond.",
    });
  return { addon, cursor, limit: rows, filters };
}

const isKnown = (asked = "", tag: string): boolean =>
  asked.split(",").some((one) => one.trim() === tag || `W/${one.trim()}` === tag);
