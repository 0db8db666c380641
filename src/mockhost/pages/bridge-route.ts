import { createHash } from "node:crypto";
import type { HostResponse, HostRoute } from "../world/index.ts";
import type { ReadBridgeFile } from "./ports.ts";

const FOLDER = "/atlassian-connect/";
const NAME = /^(?:themes\/)?[\w.-]+\.(?:js|css)$/;
const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/**
 * The host's side of the bridge for its own pages, and `all.js` for those of add-ons, which is the
 * other half of the bridge and what the host puts behind it.
 */
export function bridgeRoute(origin: string, readFile: ReadBridgeFile): HostRoute {
  const answers = new Map<string, HostResponse>();

  function answer(name: string): HostResponse | null {
    const text = name === "all.js" ? addonScript(origin, readFile) : readFile(name);
    if (text === null) return null;
    return {
      status: 200,
      headers: {
        "content-type": types[name.slice(name.lastIndexOf(".") + 1)]!,
        "cache-control": "max-age=60",
        etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 20)}"`,
        // Add-ons load these from an origin of their own.
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      },
      body: text,
    };
  }

  return ({ method, path, headers }) => {
    if (!path.startsWith(FOLDER)) return null;
    const name = path.slice(FOLDER.length);
    if (method !== "GET" || !NAME.test(name)) return null;
    const found = answers.get(name) ?? answer(name);
    if (found === null) return null;
    answers.set(name, found);
    return headers["if-none-match"] === found.headers!.etag
      ? { status: 304, headers: found.headers! }
      : found;
  };
}

/** Styles come from this host instead of the product's own network. */
function addonScript(origin: string, readFile: ReadBridgeFile): string | null {
  const [bridge, more] = [readFile("iframe.js"), readFile("frame-half.js")];
  if (bridge === null || more === null) return null;
  return `${bridge.replaceAll('"https://" + CDN_DOMAIN', `"${origin}${FOLDER.slice(0, -1)}"`)}\n${more}`;
}
