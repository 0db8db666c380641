import type { Indicator } from "../measurement/index.ts";
import type { Descriptor } from "./descriptor.ts";
import { type MatchPath, pathPattern, segmentsOf } from "./path-pattern.ts";
import type { ClassifyRequest } from "./request-kind.ts";
import { routesOf } from "./routes.ts";

/** Files that a page loads besides itself: fast by nature, they would flatter every percentile. */
const STATIC_FILE = /\.(css|m?js|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|webmanifest)$/i;

/**
 * Classifies requests by what the descriptor declares:
 * a page of a module → `ui`; `installed` and `uninstalled` → `install`; `enabled`, `disabled` and
 * webhooks → `webhook`; static files, CORS preflights and `unpromised` paths (health checks, the
 * descriptor) → null; everything else → `service`. Without a descriptor there is only `service`.
 *
 * A path may be given with or without the path of the base address, and as the framework's route
 * (`/issue/:key`): a route variable matches a variable of the descriptor, not a fixed segment.
 */
export function classifyRequests(
  descriptor: Descriptor | null,
  unpromised: readonly string[] = [],
): ClassifyRequest {
  const base = segmentsOf(descriptor ? new URL(descriptor.baseUrl).pathname : "/");
  const declared = descriptor ? indexRoutes(descriptor) : new RouteIndex();
  const silent = new Set(unpromised.map((path) => segmentsOf(path).join("/")));

  return (method, path) => {
    const verb = method.toUpperCase() === "HEAD" ? "GET" : method.toUpperCase();
    if (verb === "OPTIONS") return null;
    const whole = segmentsOf(path);
    const inner = base.every((segment, i) => whole[i] === segment)
      ? whole.slice(base.length)
      : whole;
    const indicator = declared.find(verb, inner);
    if (indicator) return indicator;
    if (silent.has(inner.join("/")) || (verb === "GET" && STATIC_FILE.test(inner.at(-1) ?? "")))
      return null;
    return "service";
  };
}

/** Fixed paths are looked up at once, only those with variables are tried one by one. */
class RouteIndex {
  readonly #fixed = new Map<string, Indicator>();
  readonly #patterns: { method: string; matches: MatchPath; indicator: Indicator }[] = [];

  add(method: string, path: string, indicator: Indicator): void {
    if (path.includes("{")) this.#patterns.push({ method, matches: pathPattern(path), indicator });
    else {
      const place = `${method} ${segmentsOf(path).join("/")}`;
      if (!this.#fixed.has(place)) this.#fixed.set(place, indicator);
    }
  }

  find(method: string, segments: readonly string[]): Indicator | undefined {
    return (
      this.#fixed.get(`${method} ${segments.join("/")}`) ??
      this.#patterns.find((p) => p.method === method && p.matches(segments))?.indicator
    );
  }
}

function indexRoutes(descriptor: Descriptor): RouteIndex {
  const index = new RouteIndex();
  for (const { method, path, indicator } of routesOf(descriptor))
    index.add(method, path, indicator);
  return index;
}
