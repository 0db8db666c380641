import type { HostResponse, HostEvent } from "../../world/index.ts";
import { confluenceTable } from "../../rest/index.ts";
import { bodyOf, hostRequest, restCall, testWorld } from "../../testdata/test-world.ts";
import { confluence } from "../index.ts";

/** One Confluence site under a fake clock, called by operation id. */
export function siteUnderTest() {
  const t = testWorld({ products: ["confluence"] });
  const tenant = t.tenants[0]!;
  const { handlers, sites, operations } = confluence(t.world);
  const events: HostEvent[] = [];
  t.world.onEvent((event) => events.push(event));
  const byId = new Map(
    [...confluenceTable.routes, ...operations].map((row) => [row.operation, row]),
  );

  /** `params` fills the braces of the path; what no brace takes is the query. */
  function ask(
    operation: string,
    params: Readonly<Record<string, string>> = {},
    json?: unknown,
    file?: { contentType: string; body: string },
    accountId: string | null = null,
  ): HostResponse {
    const row = byId.get(operation)!;
    const path = row.path.replace(/\{([^}]+)\}/g, (_, name: string) => params[name] ?? "");
    const query = new URLSearchParams(
      Object.entries(params).filter(([name]) => !row.path.includes(`{${name}}`)),
    ).toString();
    const call = restCall(t, tenant, { query, json });
    const body = Buffer.from(file?.body ?? (json === undefined ? "" : JSON.stringify(json)));
    const headers = file ? { "content-type": file.contentType, "x-atlassian-token": "no-check" } : {};
    const request = { ...hostRequest(row.method, path, headers), query, body };
    const caller = { ...call.caller, accountId };
    return handlers[operation]!({ ...call, request, params, caller });
  }

  return {
    ...t,
    tenant,
    handlers,
    operations,
    site: sites(tenant),
    events,
    ask,
    /** The answer's JSON, whatever its status. */
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
    told: (...asked: Parameters<typeof ask>): any => bodyOf(ask(...asked)),
    heard: () => events.splice(0).map(({ type }) => type),
  };
}

export const storage = (value: string) => ({ representation: "storage", value });
