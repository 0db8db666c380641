import type { Jira } from "../jira/index.ts";
import { type HostRequest, type HostResponse, json } from "../world/index.ts";
import { postedJson } from "./posted-json.ts";
import type { Visit } from "./visit.ts";

export const QUICK_CREATE_PATH = "/secure/QuickCreateIssue.jspa";

const MOST_BYTES = 100_000;

/**
 * The product's own form for a new issue (`AP.jira.openCreateIssueDialog`): what there is to choose
 * from, and the creating, which the person does and no add-on.
 */
export function quickCreate(
  { handlers, sites }: Jira,
  { tenant, person, nowMs }: Visit,
  request: HostRequest,
): HostResponse {
  if (request.method === "GET") {
    const { projects, issueTypes } = sites(tenant);
    return json(200, {
      projects: [...projects.values()]
        .filter(({ isArchived }) => !isArchived)
        .map(({ id, name }) => ({ id, name })),
      issueTypes: issueTypes
        .filter(({ subtask }) => !subtask)
        .map(({ id, name }) => ({ id, name })),
    });
  }
  const fields = request.method === "POST" ? fieldsOf(request) : null;
  if (fields === null) return json(400, { message: "A new issue is posted, as JSON." });
  return handlers.createIssue!({
    tenant,
    caller: { addonKey: "", accountId: person.accountId, scopes: new Set() },
    request: { ...request, path: "/rest/api/3/issue", query: "" },
    params: {},
    query: new URLSearchParams(),
    json: { fields },
    nowMs,
  });
}

/** Other sites' pages cannot send this type without being asked first, and nobody answers them. */
function fieldsOf({ headers, body }: HostRequest): object | null {
  if (headers["content-type"] !== "application/json") return null;
  const { fields } = Object(postedJson(body, MOST_BYTES)) as { fields?: unknown };
  return typeof fields === "object" && fields !== null ? fields : null;
}
