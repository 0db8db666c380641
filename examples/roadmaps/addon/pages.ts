import type { Express } from "express";
import type { Item } from "./item.ts";
import { type Parts, route } from "./parts.ts";
import { queryText } from "./query-text.ts";
import { sendPage } from "./send-page.ts";
import { loadSettings } from "./settings.ts";
import { shownItems } from "./shown-items.ts";
import { boardView, page, panelView, settingsView } from "./views.ts";

/** How long the very first page of a tenant waits for Jira before it shows what there is. */
const FIRST_WAIT_MS = 1500;

/** The pages that Jira shows in its frames; each is asked for with a signed address. */
export function addPages(app: Express, parts: Parts): void {
  const signed = parts.addon.authenticate();

  const board = route(async (request, response) => {
    const { clientKey } = request.context;
    const problem = await parts.reading.freshen(clientKey, FIRST_WAIT_MS);
    const projectKey = queryText(request, "projectKey");
    const items = await shownItems(parts, clientKey, projectKey);
    const projects = projectsOf(parts.roadmaps.list(clientKey, projectKey));
    const title = projectKey ? `Roadmap of ${projectKey}` : "Roadmap";
    const view = boardView({ title, items, projectKey, projects, problem });
    sendPage(response, request.context, page(title, request.context, view));
  });
  app.get("/roadmap", signed, board);
  app.get("/project-roadmap", signed, board);

  app.get(
    "/issue-panel",
    signed,
    route(async (request, response) => {
      const { clientKey } = request.context;
      await parts.reading.freshen(clientKey, FIRST_WAIT_MS);
      const item = parts.roadmaps.find(clientKey, queryText(request, "issueId") ?? "");
      sendPage(response, request.context, page("Roadmap", request.context, panelView(item)));
    }),
  );

  app.get(
    "/settings",
    signed,
    route(async (request, response) => {
      const settings = await loadSettings(parts.addon, request.context.clientKey);
      const body = settingsView(settings);
      sendPage(response, request.context, page("Settings", request.context, body, "settings.js"));
    }),
  );
}

const projectsOf = (items: readonly Item[]) =>
  [...new Map(items.map((item) => [item.projectId, item.projectKey]))]
    .map(([id, key]) => ({ id, key }))
    .sort((a, b) => a.key.localeCompare(b.key));
