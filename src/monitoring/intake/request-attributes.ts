import type { Attributes } from "./metrics.ts";

/** Our own attribute: whose request it was. */
const TENANT = "plimsoll.tenant";

/** How requests ended, as far as their sender says. */
export type Outcome = "succeeded" | "failed" | "undecided";

/** What the attributes of one point, and of the resource that sent it, say about its requests. */
export interface RequestAttributes {
  readonly tenant: string;
  readonly release: string;
  readonly region: string;
  readonly method: string;
  /** The route that matched, or else the path; "" where neither is given. */
  readonly route: string;
  /** NaN where it is not given. */
  readonly status: number;
  readonly outcome: Outcome;
  /** Sent by a bot or a test, says the sender. */
  readonly synthetic: boolean;
}

/**
 * By OpenTelemetry's semantic conventions for HTTP, the present names first, then those before 1.23;
 * senders in between mix them.
 */
export function readRequestAttributes(resource: Attributes, point: Attributes): RequestAttributes {
  const status = statusOf(point);
  const either = (name: string): string => point.get(name) ?? resource.get(name) ?? "";
  return {
    tenant: either(TENANT),
    release: either("service.version"),
    region: either("cloud.region"),
    method: point.get("http.request.method") ?? point.get("http.method") ?? "GET",
    route: point.get("http.route") ?? point.get("url.path") ?? formerPath(point),
    status,
    outcome: outcomeOf(status, point),
    synthetic: (point.get("user_agent.synthetic.type") ?? "") !== "",
  };
}

/** `http.target` is a path with its query; `http.url` has scheme and host before them. */
function formerPath(point: Attributes): string {
  const target = point.get("http.target") ?? point.get("http.url") ?? "";
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  return path === "" && target !== "" ? "/" : path;
}

const statusOf = (point: Attributes): number =>
  Number(point.get("http.response.status_code") ?? point.get("http.status_code") ?? Number.NaN);

/**
 * A 4xx is the caller's failure, even where the sender also names an error type. Without a status
 * and an error type nobody can say how the requests ended.
 */
function outcomeOf(status: number, point: Attributes): Outcome {
  if (status >= 400 && status < 600) return status >= 500 ? "failed" : "succeeded";
  if ((point.get("error.type") ?? "") !== "") return "failed";
  return status >= 100 && status < 400 ? "succeeded" : "undecided";
}
