import type { Indicator } from "../measurement/index.ts";
import type { Descriptor, Module } from "./descriptor.ts";

/** One address at which the host, or a person's browser on its behalf, calls the add-on. */
export interface Route {
  readonly method: "GET" | "POST";
  /** Below the base address, without query; `{project.key}` and the like stand for any text. */
  readonly path: string;
  readonly indicator: Indicator;
}

/** `url` inside these parts of a module is a picture or a link, not a page of the add-on. */
const NOT_PAGES = new Set(["icon", "documentation", "imagePlaceholder", "logo", "vendor"]);
/** No module nests its pages deeper; a document that does is not followed further. */
const MAX_DEPTH = 8;

/** Every address that a descriptor declares: pages, lifecycle callbacks and webhooks. */
export function routesOf(descriptor: Descriptor): readonly Route[] {
  return [
    ...lifecycleRoutes(descriptor),
    ...webhookRoutes(descriptor),
    ...moduleRoutes(descriptor),
  ];
}

function lifecycleRoutes({ lifecycle, baseUrl }: Descriptor): Route[] {
  const route = (event: string, indicator: Indicator): Route[] =>
    typeof lifecycle[event] === "string" ? post(lifecycle[event], baseUrl, indicator) : [];
  return [
    ...route("installed", "install"),
    ...route("uninstalled", "install"),
    // Hosts deliver these two as webhooks and count them as such.
    ...route("enabled", "webhook"),
    ...route("disabled", "webhook"),
  ];
}

const webhookRoutes = ({ modules, baseUrl }: Descriptor): Route[] =>
  (modules.webhooks ?? []).flatMap(({ url }) =>
    typeof url === "string" ? post(url, baseUrl, "webhook") : [],
  );

function moduleRoutes({ modules, baseUrl }: Descriptor): Route[] {
  return Object.entries(modules)
    .filter(([type]) => type !== "webhooks")
    .flatMap(([type, list]) => (type === "webItems" ? list.filter(opensOwnPage) : list))
    .flatMap((module) => pagesWithin(module, baseUrl, 0));
}

/** A web item may also lead to a page of the host. */
const opensOwnPage = ({ context }: Module): boolean => context !== "page" && context !== "product";

function pagesWithin(part: unknown, baseUrl: string, depth: number): Route[] {
  if (typeof part !== "object" || part === null || depth > MAX_DEPTH) return [];
  return Object.entries(part).flatMap(([name, value]): Route[] => {
    if (NOT_PAGES.has(name)) return [];
    if (name === "triggered") return callbackWithin(value, baseUrl);
    if (name === "url" && typeof value === "string") {
      const path = pathBelow(value, baseUrl);
      return path === null ? [] : [{ method: "GET", path, indicator: "ui" }];
    }
    return pagesWithin(value, baseUrl, depth + 1);
  });
}

/** A workflow post function has pages to edit it, and a callback for when it is triggered. */
function callbackWithin(part: unknown, baseUrl: string): Route[] {
  const url = (part as { url?: unknown } | null)?.url;
  return typeof url === "string" ? post(url, baseUrl, "webhook") : [];
}

function post(url: string, baseUrl: string, indicator: Indicator): Route[] {
  const path = pathBelow(url, baseUrl);
  return path === null ? [] : [{ method: "POST", path, indicator }];
}

/** Where the host calls for a lifecycle event; null: nowhere. */
export function lifecyclePath({ lifecycle, baseUrl }: Descriptor, event: string): string | null {
  const url = lifecycle[event];
  return typeof url === "string" ? pathBelow(url, baseUrl) : null;
}

/** The path of a declared URL below the base address; null when it leads elsewhere. */
function pathBelow(url: string, baseUrl: string): string | null {
  const own = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(own)) return null;
  const path = own.split(/[?#]/, 1)[0] as string;
  return path.startsWith("/") ? path : `/${path}`;
}
