import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { SESSION_MS } from "../access/index.ts";

/** Cookies know no ports: each Plimsoll of a machine has a name of its own. */
function nameOf(c: Context): string {
  if (isHttps(c)) return "__Host-plimsoll";
  const host = `http://${c.req.header("host") ?? ""}`;
  const port = URL.canParse(host) ? new URL(host).port : "";
  return `plimsoll-${port || "80"}`;
}

/** As the proxy before it says; who lies about it harms only his own cookie. */
const isHttps = (c: Context): boolean => c.req.header("x-forwarded-proto") === "https";

export const sessionIn = (c: Context): string | null => getCookie(c, nameOf(c)) ?? null;

export const keepSession = (c: Context, session: string): void =>
  setCookie(c, nameOf(c), session, {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    secure: isHttps(c),
    maxAge: SESSION_MS / 1000,
  });

export const dropSession = (c: Context): void =>
  void deleteCookie(c, nameOf(c), { path: "/", secure: isHttps(c) });

/** Whether one of our own pages asks, not one of another site or of another port. */
export function isOwnPage(c: Context): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin";
  const origin = c.req.header("origin") ?? "";
  return URL.canParse(origin) && new URL(origin).host === c.req.header("host");
}
