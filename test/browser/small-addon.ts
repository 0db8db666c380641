import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Descriptor,
  parseDescriptor,
  readJwt,
  sharedSecretKey,
  verifyJwt,
} from "../../src/core/host/index.ts";

export interface SmallAddon {
  readonly descriptor: Descriptor;
  /** Tokens of pages and calls that did not hold, with why. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/**
 * An add-on whose pages hold nothing but the bridge: what they do is up to the test. `/mute` never
 * loads the bridge; `/whoami` answers what the token of a call says; `/design` is titled after the
 * event that it waits for.
 */
export async function startSmallAddon(
  hostOrigin: string,
  modules: Readonly<Record<string, unknown>>,
  secretOf: (clientKey: string) => string,
): Promise<SmallAddon> {
  const refused: string[] = [];
  const claimsOf = (token: string) => {
    const read = readJwt(token);
    if (read.kind === "refused") return void refused.push(read.message);
    const key = sharedSecretKey(secretOf(String(read.claims.iss)));
    const verified = verifyJwt(read, key, { nowMs: Date.now() });
    if (verified.kind === "refused") return void refused.push(verified.message);
    return verified.claims;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://addon");
    if (request.method === "POST") return response.writeHead(204).end();
    if (pathname === "/whoami") {
      const claims = claimsOf((request.headers.authorization ?? "").slice("JWT ".length));
      return response.end(JSON.stringify(claims ?? null));
    }
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    claimsOf(searchParams.get("jwt") ?? "");
    response.writeHead(200, { "content-type": "text/html" });
    return response.end(pageAt(pathname, hostOrigin));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parsed = parseDescriptor(
    JSON.stringify({
      key: "com.example.small",
      name: "Small",
      baseUrl,
      authentication: { type: "jwt" },
      apiMigrations: { "context-qsh": true },
      lifecycle: { installed: "/installed" },
      scopes: ["READ"],
      modules,
    }),
  );
  if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
  return {
    descriptor: parsed.descriptor,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const QUICK_ADD = "ISSUE_QUICK_ADD_CLICKED";

const pageAt = (path: string, hostOrigin: string): string => `<!doctype html>
<html lang="en"><head><title>Small</title>
${path === "/mute" ? "" : `<script src="${hostOrigin}/atlassian-connect/all.js"></script>`}
${path === "/design" ? `<script>AP.events.on("${QUICK_ADD}", () => { document.title = "${QUICK_ADD}"; })</script>` : ""}
</head><body><div class="ac-content"><h1 style="margin: 0">${path.replace(/[^/\w.-]/g, "")}</h1></div></body></html>`;
