import { Hono } from "hono";
import { consoleFrame, consoleLook, nowPage, type OperationsView } from "../console/index.ts";
import { PROMETHEUS_TYPE, prometheusText } from "../core/exposition/index.ts";
import type { Doors } from "../engine/index.ts";
import { type AddonGuide, guidePage } from "../guide/index.ts";
import { favicon, type PublicView, waterOf } from "../publishing/index.ts";
import { type Page, pagePolicy, renderPage } from "../ui/index.ts";
import { type Authorized, authorize, type Callers } from "./authorize.ts";
import { consoleRoutes, denied, enterRoutes, leaveRoute, nounsOf } from "./console.ts";
import { guardHost } from "./guard-host.ts";
import { type HealthDoor, health } from "./health.ts";
import { type OperationsCounters, privateMetrics } from "./private-metrics.ts";
import { securityHeaders } from "./security-headers.ts";

/** What the private listener needs of the world. */
export interface PrivateDoor {
  /** What is published now. */
  readonly published: () => Promise<PublicView>;
  readonly operations: () => Promise<OperationsView>;
  /** How each add-on stands to the operations guide. */
  readonly guides: () => Promise<readonly AddonGuide[]>;
  /** Who may see what is not open to scrapers. */
  readonly callers: Callers;
  /** What can be done and seen there. */
  readonly doors: Doors;
  readonly counters: OperationsCounters;
  readonly health: HealthDoor;
  readonly residentBytes: () => number;
  /** Names, beside addresses and localhost, that it may be asked by. */
  readonly names: readonly string[];
  /** Called with every detail of failures that readers are told of in one sentence. */
  readonly report: (error: unknown) => void;
}

/**
 * For the vendor, on loopback: pages for whoever has come in by a link or shows a key, and open to
 * scrapers `/metrics` for Prometheus and `/health`.
 */
export function privateRoutes(door: PrivateDoor): Hono<Authorized> {
  const { published, operations, callers, doors, counters, residentBytes, names, report } = door;
  const app = new Hono<Authorized>();
  /** What goes on is wanted most when the figures cannot be had. */
  const figures = (): Promise<Pick<PublicView, "addons">> =>
    published().catch((error: unknown) => {
      report(error);
      return { addons: [] };
    });
  app.use(guardHost(names));
  app.use(securityHeaders(pagePolicy(consoleLook, "'self'")));
  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  });

  app.route("/", enterRoutes(callers.sessions));
  const nouns = nounsOf(doors);
  const isVendor = authorize(callers, denied);
  for (const page of [
    "/",
    "/guide",
    "/leave",
    ...nouns.flatMap((noun) => [`/${noun}`, `/${noun}/*`]),
  ])
    app.use(page, isVendor);

  app.get("/", async (c) => {
    const { addons } = await figures();
    return c.html(await nowPage(await operations(), waterOf(addons), nouns));
  });
  const render = async (page: Pick<Page, "title" | "description" | "content">, here: string) => {
    const [{ addons }, view] = await Promise.all([figures(), operations()]);
    const frame = consoleFrame(view, waterOf(addons), here, nouns);
    return renderPage({ ...page, frame, look: consoleLook });
  };
  app.post("/leave", leaveRoute(callers.sessions));
  app.get("/guide", async (c) => {
    const [{ addons }, guides] = await Promise.all([figures(), door.guides()]);
    return c.html(await render(guidePage(guides, callers.nowMs(), waterOf(addons)), "guide"));
  });
  app.route("/", consoleRoutes({ doors, nowMs: callers.nowMs, render }));
  app.get("/health", (c) => health(c, door.health));
  app.get("/favicon.svg", async (c) => {
    c.header("Content-Type", "image/svg+xml");
    return c.body(favicon(await figures()));
  });
  app.get("/metrics", async (c) => {
    const [{ addons }, view] = await Promise.all([figures(), operations()]);
    const statements = addons.map(({ statement }) => statement);
    const measured = { statements, view, counters, residentBytes: residentBytes() };
    c.header("Content-Type", PROMETHEUS_TYPE);
    return c.body(prometheusText(privateMetrics(measured)));
  });
  app.notFound((c) => c.text("Nothing is here; there are / /guide /api /metrics /health\n", 404));
  app.onError((error, c) => {
    report(error);
    return c.text(
      "This could not be made; what Plimsoll writes on standard error says why.\n",
      500,
    );
  });
  return app;
}
