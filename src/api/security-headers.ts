import type { MiddlewareHandler } from "hono";

/** What every answer to a browser carries; `policy` names what its pages may load and run, unless they brought their own. */
export const securityHeaders =
  (policy: string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    if (!c.res.headers.has("Content-Security-Policy")) c.header("Content-Security-Policy", policy);
    c.header("X-Content-Type-Options", "nosniff");
    c.header("X-Frame-Options", "DENY");
    c.header("Referrer-Policy", "no-referrer");
    c.header("Cross-Origin-Opener-Policy", "same-origin");
    c.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  };
