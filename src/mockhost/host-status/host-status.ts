import { createHash } from "node:crypto";
import type { Faults } from "../faults/index.ts";
import type { HostRequest, HostResponse, HostRoute, World } from "../world/index.ts";
import { documents } from "./documents.ts";
import { outageOf } from "./outages.ts";

const ROOT = "/status/api/v2/";

/** The host's own status page, in the form that Statuspage serves: it tells of every fault on demand. */
export function hostStatus(world: World, faults: Pick<Faults, "known">): HostRoute {
  const startedMs = world.clock.nowMs();
  return (request, nowMs) => {
    const { path } = request;
    if (path !== "/status" && !path.startsWith("/status/")) return null;
    if (!path.startsWith("/status/api/"))
      return { status: 302, headers: { location: "/_mockhost/faults" } };
    const name = path.startsWith(ROOT) ? path.slice(ROOT.length) : "";
    const document = Object.hasOwn(documents, name) ? documents[name] : undefined;
    if (!document) return { status: 404, headers: JSON_TYPE, body: '{"error":"Not found"}' };
    if (request.method !== "GET" && request.method !== "HEAD")
      return { status: 405, headers: { allow: "GET, HEAD" } };
    const outages = faults
      .known()
      .map((fault) => outageOf(fault, world.tenants))
      .sort((a, b) => b.fromMs - a.fromMs);
    const state = { origin: world.origin, startedMs, nowMs, outages };
    return whole(request, JSON.stringify(document(state)));
  };
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Anybody's page may read it, and a reader who has it already is told so. */
function whole({ headers: asked }: HostRequest, body: string): HostResponse {
  const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = {
    etag,
    "cache-control": "public, max-age=10",
    "access-control-allow-origin": "*",
  };
  return asked["if-none-match"] === etag
    ? { status: 304, headers }
    : { status: 200, headers: { ...headers, ...JSON_TYPE }, body };
}
