import type { HostResponse, HostEvent } from "../../world/index.ts";
import { jiraTable } from "../../rest/index.ts";
import { bodyOf, hostRequest, restCall, testWorld } from "../../testdata/test-world.ts";
import { jira } from "../index.ts";

const byId = new Map(jiraTable.routes.map((row) => [row.operation, row]));

/** The largest of three Jira sites under a fake clock, called by operation id. */
export function siteUnderTest() {
  const t = testWorld();
  const tenant = t.tenants.toSorted((a, b) => b.users - a.users)[0]!;
  const made = jira(t.world);
  const events: HostEvent[] = [];
  t.world.onEvent((event) => events.push(event));

  /** `params` fills the braces of the path; what no brace takes is the query. */
  function ask(
    operation: string,
    params: Readonly<Record<string, string>> = {},
    json?: unknown,
    more: {
      readonly as?: string;
      readonly body?: Uint8Array;
      readonly headers?: Record<string, string>;
      readonly scopes?: readonly string[];
    } = {},
  ): HostResponse {
    const row = byId.get(operation)!;
    const path = row.path.replace(/\{([^}]+)\}/g, (_, name: string) => params[name] ?? "");
    const query = new URLSearchParams(
      Object.entries(params).filter(([name]) => !row.path.includes(`{${name}}`)),
    ).toString();
    const call = restCall(t, tenant, { query, json });
    const body = more.body ?? Buffer.from(json === undefined ? "" : JSON.stringify(json));
    const request = { ...hostRequest(row.method, path, more.headers ?? {}), query, body };
    const scopes = new Set(more.scopes ?? ["READ"]);
    const caller = { ...call.caller, accountId: more.as ?? null, scopes };
    return made.handlers[operation]!({ ...call, request, params, caller });
  }

  return {
    ...t,
    ...made,
    tenant,
    site: made.sites(tenant),
    events,
    ask,
    /** The answer's JSON, whatever its status. */
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
    told: (...asked: Parameters<typeof ask>): any => bodyOf(ask(...asked)),
    heard: () => events.splice(0).map(({ type }) => type),
  };
}
