import ace, { type AddOn } from "atlassian-connect-express";
import express, { type Express } from "express";
import { addApi } from "./api.ts";
import { explainError, notFound } from "./explain-error.ts";
import { health } from "./health.ts";
import { jiraOf } from "./jira.ts";
import { addLifecycle } from "./lifecycle.ts";
import { log } from "./log.ts";
import { memoryStore } from "./memory-store.ts";
import { addPages } from "./pages.ts";
import { reading } from "./reading.ts";
import { roadmaps } from "./roadmaps.ts";
import { listenToWebhooks } from "./webhooks.ts";

/**
 * The add-on as an Express application. `measure` sees every request but those for files and
 * health. The library finds its configuration and descriptor in the working directory.
 */
export async function createAddon(options: {
  readonly version: string;
  readonly measure: express.RequestHandler;
  readonly isStopping: () => boolean;
}): Promise<{ readonly app: Express; readonly addon: AddOn }> {
  ace.store.register("memory", memoryStore as unknown as StoreFactory);
  const app = express();
  app.disable("x-powered-by").disable("etag").set("trust proxy", "loopback");

  const configured = Promise.withResolvers<void>();
  const addon = ace(app, { config: {} }, log as unknown as Console, configured.resolve);
  const known = roadmaps();
  const jira = jiraOf(addon);
  const parts = {
    addon,
    roadmaps: known,
    jiraOf: jira,
    reading: reading({ jiraOf: jira, roadmaps: known, nowMs: Date.now }),
  };

  app.use((_request, response, next) => {
    response.set({ "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" });
    next();
  });
  app.get("/health", health(addon, options.version, options.isStopping));
  app.use("/public", express.static("public", { maxAge: "1h" }));
  app.use(options.measure, express.json({ limit: "2mb" }));
  addLifecycle(app, parts);
  addPages(app, parts);
  addApi(app, parts);
  listenToWebhooks(addon, known);

  // The library adds its own routes in between, once the application is set up.
  await configured.promise;
  app.use(notFound, explainError);
  return { app, addon };
}

type StoreFactory = Parameters<typeof ace.store.register>[1];
