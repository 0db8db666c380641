import { describe, expect, test } from "vitest";
import { bodyOf, hostRequest, restCall, testWorld } from "../testdata/test-world.ts";
import type { HostEvent } from "../world/index.ts";
import { jira } from "./index.ts";

/** A site, and calls of its operations by their names. */
function scene() {
  const t = testWorld({ tenants: 2 });
  const events: HostEvent[] = [];
  t.world.onEvent((event) => events.push(event));
  const { handlers, sites } = jira(t.world);
  const tenant = t.tenants.toSorted((a, b) => b.users - a.users)[0]!;
  const call = (
    operation: string,
    params: Record<string, string> = {},
    asked: { json?: unknown; query?: string; as?: string } = {},
  ) => {
    const method = operation.startsWith("get") ? "GET" : "POST";
    const plain = restCall(t, tenant, { json: asked.json, query: asked.query ?? "", method });
    const caller = { ...plain.caller, accountId: asked.as ?? null };
    const request = hostRequest(method, `/rest/api/3/x?${asked.query ?? ""}`);
    return handlers[operation]!({ ...plain, request, caller, params });
  };
  const site = sites(tenant);
  const people = [0, 1, 2].map((index) => site.personAt(index).accountId);
  const issueIdOrKey = bodyOf(
    call(
      "createIssue",
      {},
      {
        json: { fields: { project: { id: "10000" }, summary: "One", issuetype: { name: "Task" } } },
      },
    ),
  ).key as string;
  return { ...t, call, site, people, events, issueIdOrKey, issue: { issueIdOrKey } };
}

const fieldsOf = ({ call, issue }: ReturnType<typeof scene>) =>
  bodyOf(call("getIssue", issue)).fields;

describe("an issue, asked for again, shows what has changed in between", () => {
  test.each([
    ["a vote", "addVote", {}, "votes", { votes: 1 }],
    ["a watcher", "addWatcher", {}, "watches", { watchCount: 2 }],
    ["an edit", "editIssue", { fields: { summary: "Two" } }, "summary", "Two"],
  ])("%s", (_, operation, json, field, shown) => {
    const s = scene();
    fieldsOf(s);
    const as = s.people[1]!;
    expect(
      s.call(operation, s.issue, { json: operation === "addWatcher" ? as : json, as }),
    ).toEqual(expect.objectContaining({ status: 204 }));
    const now = fieldsOf(s)[field];
    if (typeof shown === "string") expect(now).toBe(shown);
    else expect(now).toMatchObject(shown);
  });

  test("its project's new name", () => {
    const s = scene();
    fieldsOf(s);
    s.call("updateProject", { projectIdOrKey: "10000" }, { json: { name: "Renamed" } });
    expect(fieldsOf(s).project.name).toBe("Renamed");
  });

  test("a version that is gone", () => {
    const s = scene();
    const made = s.call("createVersion", {}, { json: { projectId: 10_000, name: "1.0" } });
    s.call("editIssue", s.issue, { json: { fields: { fixVersions: [{ name: "1.0" }] } } });
    expect(fieldsOf(s).fixVersions).toHaveLength(1);
    s.call("deleteVersion", { id: bodyOf(made).id });
    expect(fieldsOf(s).fixVersions).toEqual([]);
  });
});

describe("links between issues", () => {
  const other = ({ site, issueIdOrKey }: ReturnType<typeof scene>) =>
    [...site.issues.values()].find(({ key }) => key !== issueIdOrKey)!.key;
  const linked = (s: ReturnType<typeof scene>, outward = other(s), type = "Blocks") =>
    s.call(
      "linkIssues",
      {},
      {
        json: {
          type: { name: type },
          inwardIssue: { key: s.issueIdOrKey },
          outwardIssue: { key: outward },
        },
      },
    );

  test("are told to add-ons", () => {
    const s = scene();
    expect(linked(s).status).toBe(201);
    expect(s.events.at(-1)).toMatchObject({
      type: "issuelink_created",
      payload: { issueLink: { issueLinkType: { name: "Blocks" } } },
    });
  });

  test("go with either of the two", () => {
    const s = scene();
    linked(s);
    s.call("deleteIssue", { issueIdOrKey: other(s) });
    expect(fieldsOf(s).issuelinks).toEqual([]);
    expect(s.site.links.size).toBe(0);
  });

  test.each([
    ["of an unknown kind", "Hugs", null, 404],
    ["to an issue that there is not", "Blocks", "ROAD-99999", 404],
    ["to itself", "Blocks", "itself", 400],
  ])("%s are refused", (_, type, outward, status) => {
    const s = scene();
    const to = outward === "itself" ? s.issueIdOrKey : (outward ?? other(s));
    expect(linked(s, to, type).status).toBe(status);
  });
});

describe("what cannot be is refused", () => {
  const refused = (operation: string, params: Record<string, string>, json: unknown) => {
    const { call, issue } = scene();
    return call(operation, { ...issue, ...params }, { json });
  };

  test.each([
    ["a vote for an issue of one's own", "addVote", {}, undefined, 404],
    ["a vote taken back that was none", "removeVote", {}, undefined, 404],
    ["a watcher whom nobody knows", "addWatcher", {}, "nobody", 400],
    ["a version without a project", "createVersion", {}, { name: "1" }, 404],
    ["a version without a name", "createVersion", {}, { projectId: 10_000 }, 400],
    [
      "a version of an odd day",
      "createVersion",
      {},
      { projectId: 10_000, name: "1", releaseDate: "soon" },
      400,
    ],
    ["a version that there is not", "getVersion", { id: "1" }, undefined, 404],
    ["a component without a name", "createComponent", {}, { project: "ROAD" }, 400],
    ["a component that there is not", "getComponent", { id: "1" }, undefined, 404],
    [
      "a link to elsewhere without a title",
      "createOrUpdateRemoteIssueLink",
      {},
      { object: {} },
      400,
    ],
    [
      "a link to elsewhere that there is not",
      "getRemoteIssueLinkById",
      { linkId: "1" },
      undefined,
      404,
    ],
    [
      "fields of a type that there is not",
      "getCreateIssueMetaIssueTypeId",
      { projectIdOrKey: "ROAD", issueTypeId: "1" },
      undefined,
      404,
    ],
  ])("%s", (_, operation, params, json, status) => {
    expect(refused(operation, params, json).status).toBe(status);
  });
});
