import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { cors } from "hono/cors";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { PlimsollError } from "../core/errors/index.ts";
import type { Section } from "../engine/index.ts";
import { type AddonGuide, guidePage } from "../guide/index.ts";
import {
  favicon,
  frameOf,
  objectivePage,
  type PublicView,
  type PublishedAddon,
  promisePage,
  slaDocument,
  slaJsonSchema,
  statusPage,
  waterOf,
} from "../publishing/index.ts";
import { type ProblemStatus, pagePolicy, problemPage, renderPage } from "../ui/index.ts";
import { type HealthDoor, health } from "./health.ts";
import { renditions } from "./renditions.ts";
import { securityHeaders } from "./security-headers.ts";

const HTML = "text/html; charset=UTF-8";

/** What the public pages need of the world. */
export interface PublicDoor extends HealthDoor {
  /** Everything that may be shown; asked for with each request, so give one that `cachedView` keeps. */
  readonly view: () => Promise<PublicView>;
  /** How add-ons stand to the operations guide; shown of those whose vendors want it. */
  readonly guides: () => Promise<readonly AddonGuide[]>;
  /** What its add-ons show beside promise and proof. */
  readonly sections: readonly Section[];
}

/**
 * The public face: `/`, `/sla`, `/sla.json`, `/sla.schema.json`, `/objectives/{id}`, the same below
 * `/{addonKey}`, `/health`, `/favicon.svg`, `/robots.txt`. Meant as the root of the public listener:
 * other routes are added to what it returns, and everything unknown becomes a page that says so.
 */
export function publicRoutes(door: PublicDoor): Hono {
  const app = new Hono();
  const give = renditions();
  const now = door.view;

  app.use(compress());
  app.use(securityHeaders(pagePolicy()));
  app.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...CORS_HEADERS] }));
  app.use("*", async (c, next) => {
    await next();
    if (c.res.ok && !c.res.headers.has("Cache-Control")) c.header("Cache-Control", BRIEFLY);
  });

  app.get("/health", (c) => health(c, door));
  app.get("/robots.txt", (c) => c.text("User-agent: *\nAllow: /\n"));
  app.get("/favicon.svg", async (c) => {
    const view = await now();
    return give(c, { view, name: "favicon", type: SVG, make: () => favicon(view) });
  });
  app.use("/sla.schema.json", openToAll);
  app.get("/sla.schema.json", (c) => c.json(slaJsonSchema(door.sections), 200, SCHEMA_TYPE));

  for (const base of ["", "/:addon"]) {
    app.use(`${base}/sla.json`, openToAll);
    for (const { path, type, make } of documents)
      app.get(`${base}${path}` || "/", async (c, next) => {
        const place = placeOf(await now(), c.req.param("addon"));
        if (place === null) return next();
        const { view, name } = place;
        return give(c, { view, name: `${name} ${path}`, type, make: () => make(place) });
      });
    app.get(`${base}/guide`, async (c, next) => {
      const place = placeOf(await now(), c.req.param("addon"));
      if (!place?.published?.hasGuide) return next();
      const { view, published, name } = place;
      const make = async () => guideOf(view, published, await door.guides());
      return give(c, { view, name: `${name} /guide`, type: HTML, make });
    });
    app.get(`${base}/objectives/:id`, async (c, next) => {
      const place = placeOf(await now(), c.req.param("addon"));
      if (!place?.published) return next();
      const { view, published, name } = place;
      const account = published.statement.objectives.find(({ id }) => id === c.req.param("id"));
      if (account === undefined) return next();
      const make = () => objectivePage(view, published, account);
      return give(c, { view, name: `${name} ${account.id}`, type: HTML, make });
    });
  }

  app.notFound((c) => problem(c, 404));
  app.onError((error, c) => {
    door.report(error);
    return problem(c, error instanceof PlimsollError && error.advice.status === 503 ? 503 : 500);
  });
  return app;
}

/** What there is to see of an add-on, or of all of them, at which path. */
const documents: readonly {
  readonly path: string;
  readonly type: string;
  readonly make: (place: Place) => string | Promise<string>;
}[] = [
  {
    path: "/sla.json",
    type: "application/json",
    make: ({ view, addons }) => JSON.stringify(slaDocument(view, addons)),
  },
  { path: "/sla", type: HTML, make: ({ view, published }) => promisePage(view, published) },
  { path: "", type: HTML, make: ({ view, published }) => statusPage(view, published) },
];

function guideOf(
  view: PublicView,
  published: PublishedAddon,
  guides: readonly AddonGuide[],
): Promise<string> {
  const own = guides.filter(({ addon }) => addon === published.addon.key);
  const atMs = Date.parse(published.statement.computedAt);
  const frame = frameOf(view, published, "guide");
  return renderPage({ ...guidePage(own, atMs, waterOf([published])), frame });
}

/** What an address is about: one add-on, or (null) all of them. */
interface Place {
  readonly view: PublicView;
  readonly published: PublishedAddon | null;
  readonly addons: readonly PublishedAddon[];
  /** The add-on's key; empty for all of them. */
  readonly name: string;
}

/** null: there is no add-on of that key. */
function placeOf(view: PublicView, key: string | undefined): Place | null {
  const { addons } = view;
  if (key === undefined)
    return { view, addons, published: addons.length === 1 ? addons[0]! : null, name: "" };
  const published = addons.find(({ addon }) => addon.key === key);
  return published ? { view, addons: [published], published, name: key } : null;
}

/** The page, or for a program a problem document (RFC 9457). */
async function problem(c: Context, status: ProblemStatus): Promise<Response> {
  c.header("Cache-Control", "no-store");
  if (c.req.path.endsWith(".json")) {
    c.header("Content-Type", "application/problem+json");
    return c.body(JSON.stringify({ type: "about:blank", title: TITLES[status], status }), status);
  }
  return c.html(await problemPage(status), status);
}

const TITLES: Readonly<Record<ProblemStatus, string>> = {
  404: "Not Found",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

const BRIEFLY = "public, max-age=5";
const SVG = "image/svg+xml";
const SCHEMA_TYPE = { "Content-Type": "application/schema+json" };
const CORS_HEADERS = ["access-control-allow-origin", "access-control-expose-headers"];

/** Documents for machines may be read from any other site; nothing in them is private. */
const openToAll = cors({
  origin: "*",
  allowMethods: ["GET", "HEAD"],
  allowHeaders: ["If-None-Match"],
  exposeHeaders: ["ETag"],
});
