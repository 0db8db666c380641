import type { AddOn } from "atlassian-connect-express";
import type { Request } from "express";
import { readIssue } from "./item.ts";
import type { Roadmaps } from "./roadmaps.ts";

/** Keeps roadmaps in step with what Jira says has happened. The routes are the descriptor's. */
export function listenToWebhooks(addon: AddOn, roadmaps: Roadmaps): void {
  const keep = (_event: string, body: { issue?: unknown }, { context }: Request) => {
    const issue = readIssue(body.issue);
    if (issue) roadmaps.keep(context.clientKey, issue);
  };
  addon.on("jira:issue_created", keep);
  addon.on("jira:issue_updated", keep);
  addon.on("jira:issue_deleted", (_event, body: { issue?: { id?: unknown } }, { context }) => {
    roadmaps.remove(context.clientKey, String(body.issue?.id));
  });
}
