import type { AddOn } from "atlassian-connect-express";
import type { RequestHandler } from "express";
import type { JiraOf } from "./jira.ts";
import type { Reading } from "./reading.ts";
import type { Roadmaps } from "./roadmaps.ts";

/** What the routes work with. */
export interface Parts {
  readonly addon: AddOn;
  readonly roadmaps: Roadmaps;
  readonly reading: Reading;
  readonly jiraOf: JiraOf;
}

type Handler = (...[request, response]: Parameters<RequestHandler>) => Promise<unknown>;

/** Lets Express 4 see what an asynchronous handler throws. */
export const route =
  (handle: Handler): RequestHandler =>
  (request, response, next) =>
    void handle(request, response, next).catch(next);
