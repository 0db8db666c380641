import type { Response } from "express";
import type { Html } from "./html.ts";

/**
 * Sends a page that only the tenant's own Jira may frame, and that runs no script but its own and
 * the host's bridge. Its address holds a token: it is neither cached nor told to other sites.
 */
export function sendPage(response: Response, host: HostContext, page: Html): void {
  response
    .set({
      "Content-Security-Policy": [
        "default-src 'none'",
        `script-src 'self' ${new URL(host.hostScriptUrl).origin}`,
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        `frame-ancestors ${new URL(host.hostBaseUrl).origin}`,
      ].join("; "),
      "Cache-Control": "no-store",
    })
    .type("html")
    .send(page.markup);
}
