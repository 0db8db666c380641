import type { Express, Response } from "express";
import { isHorizon } from "./item.ts";
import type { Answer } from "./jira.ts";
import { type Parts, route } from "./parts.ts";
import { queryText } from "./query-text.ts";
import { saveSettings } from "./settings.ts";
import { shownItems } from "./shown-items.ts";

/** The service calls of the pages. Their token is bound to tenant and person, not to one address. */
export function addApi(app: Express, parts: Parts): void {
  const { addon, roadmaps, reading, jiraOf } = parts;
  const inSession = addon.authenticate(true);

  app.get(
    "/api/items",
    inSession,
    route(async (request, response) => {
      const { clientKey } = request.context;
      void reading.freshen(clientKey, 0);
      response.json({
        items: await shownItems(parts, clientKey, queryText(request, "projectKey")),
      });
    }),
  );

  app.post(
    "/api/items",
    inSession,
    route(async (request, response) => {
      const { clientKey, userAccountId } = request.context;
      const { projectId, summary, horizon } = Object(request.body);
      if (!isId(projectId) || !isSummary(summary))
        return refuse(response, 400, "Name a project and a summary of 1 to 255 characters.");
      const jira = jiraOf(clientKey);
      const allowed = await jira.may(userAccountId ?? "", "CREATE_ISSUES", projectId);
      if (allowed.kind !== "answered") return passOn(response, allowed);
      if (!allowed.value) return refuse(response, 403, "You may not create issues there.");
      const created = await jira.createIssue(projectId, summary);
      if (created.kind !== "answered") return passOn(response, created);
      const { id, key } = created.value;
      const projectKey = key.slice(0, key.lastIndexOf("-"));
      const issue = { id, key, projectId, projectKey, summary, isDone: false, updatedMs: 0 };
      const place = isHorizon(horizon) ? horizon : "later";
      return response.status(201).json({ item: roadmaps.keep(clientKey, issue, place) });
    }),
  );

  app.put(
    "/api/items/:id",
    inSession,
    route(async (request, response) => {
      const { horizon } = Object(request.body);
      if (!isHorizon(horizon)) return refuse(response, 400, "The place is now, next or later.");
      const item = roadmaps.move(request.context.clientKey, request.params.id ?? "", horizon);
      if (!item) return refuse(response, 404, "This item is not on the roadmap any more.");
      return response.json({ item });
    }),
  );

  app.put(
    "/api/settings",
    inSession,
    route(async (request, response) => {
      const { clientKey, userAccountId } = request.context;
      const { showDone } = Object(request.body);
      if (typeof showDone !== "boolean") return refuse(response, 400, "showDone is true or false.");
      const allowed = await jiraOf(clientKey).may(userAccountId ?? "", "ADMINISTER");
      if (allowed.kind !== "answered") return passOn(response, allowed);
      if (!allowed.value) return refuse(response, 403, "Only an administrator may change this.");
      await saveSettings(addon, clientKey, { showDone });
      return response.json({ showDone });
    }),
  );
}

const isId = (value: unknown): value is string =>
  typeof value === "string" && /^\d{1,15}$/.test(value);

const isSummary = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= 255;

const refuse = (response: Response, status: number, message: string) =>
  response.status(status).json({ message });

/** Jira's refusal of the content is the caller's to mend; anything else is nobody's fault here. */
function passOn(response: Response, answer: Exclude<Answer<unknown>, { kind: "answered" }>) {
  if (answer.kind === "refused" && [400, 404].includes(answer.status))
    return refuse(response, 422, `Jira refused: ${answer.reason}`);
  const message = "Jira does not answer at the moment. Nothing was changed; try again.";
  return refuse(response.set("Retry-After", "30"), 503, message);
}
