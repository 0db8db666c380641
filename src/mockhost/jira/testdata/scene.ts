import type { HostEvent } from "../../world/index.ts";
import { bodyOf, hostRequest, restCall, testWorld } from "../../testdata/test-world.ts";
import { jira } from "../index.ts";

/** A Jira whose events are heard. */
export function scene() {
  const t = testWorld();
  const events: HostEvent[] = [];
  t.world.onEvent((event) => events.push(event));
  const { handlers, sites } = jira(t.world);
  const tenant = t.tenants[0]!;
  const act = (
    operation: string,
    params: Record<string, string> = {},
    { json, query = "" }: { json?: unknown; query?: string } = {},
  ) => {
    const request = { ...hostRequest("POST", "/rest/api/3/x"), query };
    return handlers[operation]!({ ...restCall(t, tenant, { json, query }), request, params });
  };
  const create = (fields: Record<string, unknown> = {}) =>
    bodyOf(
      act(
        "createIssue",
        {},
        {
          json: {
            fields: {
              project: { id: "10000" },
              summary: "One",
              issuetype: { name: "Task" },
              ...fields,
            },
          },
        },
      ),
    ) as { id: string; key: string; errors?: Record<string, string> };
  /** What was heard since it was last asked, as "type by flow". */
  const heard = () =>
    events.splice(0).map(({ type, flow }) => `${type}${flow === "Secondary" ? " later" : ""}`);
  return { ...t, act, create, events, heard, site: sites(tenant) };
}
