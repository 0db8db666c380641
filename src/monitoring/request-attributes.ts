import type { Attributes } from "./metrics.ts";

/** The attributes that are read, from OpenTelemetry's semantic conventions for HTTP, and our own. */
const TENANT = "plimsoll.tenant";

/** What the attributes of one point, and of the resource that sent it, say about its requests. */
export interface RequestAttributes {
  readonly tenant: string;
  readonly release: string;
  readonly region: string;
  readonly method: string;
  /** The route that matched, or else the path; "" where neither is told. */
  readonly route: string;
  readonly failed: boolean;
  /** Sent by a bot or a test, says the sender. */
  readonly synthetic: boolean;
}

export function readRequestAttributes(resource: Attributes, point: Attributes): RequestAttributes {
  const either = (name: string): string => point.get(name) ?? resource.get(name) ?? "";
  return {
    tenant: either(TENANT),
    release: either("service.version"),
    region: either("cloud.region"),
    method: point.get("http.request.method") ?? "GET",
    route: point.get("http.route") ?? point.get("url.path") ?? "",
    failed: hasFailed(point),
    synthetic: (point.get("user_agent.synthetic.type") ?? "") !== "",
  };
}

/** A 4xx is the caller's failure, even where the sender also names an error type. */
function hasFailed(point: Attributes): boolean {
  const status = Number(point.get("http.response.status_code") ?? Number.NaN);
  if (status >= 400) return status >= 500;
  return (point.get("error.type") ?? "") !== "";
}
