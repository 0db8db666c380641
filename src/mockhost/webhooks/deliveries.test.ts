import { describe, expect, test } from "vitest";
import { qsh, readJwt, sharedSecretKey, verifyJwt } from "../../host/index.ts";
import type { OutboundCall } from "../exchange.ts";
import type { HostEvent } from "../host-event.ts";
import { jira } from "../jira/index.ts";
import type { Product } from "../tenant.ts";
import {
  answered,
  answerLater,
  bodyOf,
  descriptorWith,
  place,
  restCall,
  type TestWorld,
  testWorld,
  timedOut,
} from "../testdata/test-world.ts";
import { type WebhookSettings, webhooks } from "./index.ts";

const MINUTE_MS = 60_000;
const created = { event: "jira:issue_created", url: "/hooks/created?issue={issue.key}" };

function setUp(
  modules: readonly Record<string, unknown>[] = [created],
  { product = "jira" as Product, settings = {} as Partial<WebhookSettings>, seed = 1 } = {},
) {
  const t = testWorld({ products: [product], seed });
  const site = jira(t.world);
  const room = webhooks(t.world, { sites: site.sites, settings });
  const tenant = t.tenants[0]!;
  const installation = place(tenant, descriptorWith({ modules: { webhooks: modules } }));
  const act = (operation: string, json: unknown, params: Record<string, string> = {}) =>
    site.handlers[operation]!({ ...restCall(t, tenant, { json }), params });
  const create = (summary = "It breaks") =>
    bodyOf(
      act("createIssue", {
        fields: { project: { key: "ROAD" }, summary, issuetype: { name: "Bug" } },
      }),
    ) as { id: string; key: string };
  return { ...t, site, room, tenant, installation, act, create };
}

const settle = ({ clock }: Pick<TestWorld, "clock">) => clock.advance(0);
const sent = (call: OutboundCall) => JSON.parse(call.body ?? "null");

const event = (t: ReturnType<typeof setUp>, more: Partial<HostEvent> = {}): HostEvent => ({
  tenant: t.tenant,
  type: "jira:issue_created",
  atMs: t.clock.nowMs(),
  accountId: null,
  payload: {},
  flow: "Primary",
  trace: null,
  ...more,
});

describe("an event is delivered", () => {
  test("to the address of the descriptor, with the envelope that Jira sends", async () => {
    const t = setUp();
    const { key, id } = t.create();
    await settle(t);
    expect(t.calls).toHaveLength(1);
    const [call] = t.calls as [OutboundCall];
    expect(call.method).toBe("POST");
    expect(call.url).toBe(`http://127.0.0.1:7330/app/hooks/created?issue=${key}`);
    expect(call.timeoutMs).toBe(20_000);
    expect(call.connectTimeoutMs).toBe(5_000);
    expect(sent(call)).toMatchObject({
      timestamp: t.clock.nowMs(),
      webhookEvent: "jira:issue_created",
      issue_event_type_name: "issue_created",
      user: { accountType: "atlassian" },
      issue: { id, key, fields: { summary: "It breaks" } },
    });
    expect(t.room.counters()).toMatchObject([{ deliveries: 1, tries: 1, success: 1 }]);
  });

  test("with headers that tell it apart and its flow, and a token bound to the request", async () => {
    const t = setUp();
    t.world.emit(event(t, { accountId: "somebody", trace: "mine", flow: "Secondary" }));
    await settle(t);
    const { headers, url } = t.calls[0]!;
    expect(headers["x-atlassian-webhook-identifier"]).toMatch(/^[0-9a-f]{40}$/);
    expect(headers["x-atlassian-webhook-flow"]).toBe("Secondary");
    expect(headers["x-atlassian-webhook-trace"]).toBe("mine");
    expect(headers["x-atlassian-webhook-retry"]).toBeUndefined();
    const token = readJwt(headers.authorization!.replace(/^JWT /, ""));
    if (token.kind === "refused") throw new Error(token.message);
    expect(
      verifyJwt(token, sharedSecretKey(t.tenant.sharedSecret), {
        nowMs: t.clock.nowMs(),
        iss: t.tenant.clientKey,
        qsh: qsh("POST", url, "http://127.0.0.1:7330/app"),
      }),
    ).toMatchObject({ kind: "verified", claims: { sub: "somebody" } });
  });

  test("without a token to an add-on that does not authenticate", async () => {
    const t = setUp();
    t.installation.descriptor = descriptorWith({
      authentication: { type: "none" },
      modules: { webhooks: [created] },
    });
    t.world.emit(event(t));
    await settle(t);
    expect(t.calls[0]?.headers.authorization).toBeUndefined();
  });

  test("without a body where the webhook wants none", async () => {
    const t = setUp([{ ...created, excludeBody: true }]);
    t.create();
    await settle(t);
    expect(t.calls[0]?.body).toBeNull();
  });

  test("on Confluence in Confluence's own envelope", async () => {
    const t = setUp([{ event: "page_created", url: "/page/{page.id}" }], { product: "confluence" });
    t.world.emit(
      event(t, { type: "page_created", accountId: "ada", payload: { page: { id: 42 } } }),
    );
    await settle(t);
    expect(t.calls[0]?.url).toBe("http://127.0.0.1:7330/app/page/42");
    expect(sent(t.calls[0]!)).toEqual({
      timestamp: t.clock.nowMs(),
      event: "page_created",
      userAccountId: "ada",
      accountType: "customer",
      page: { id: 42 },
    });
  });

  test("to every webhook that names it, with an identifier of its own each", async () => {
    const t = setUp([
      created,
      { ...created, url: "/again" },
      { ...created, event: "jira:issue_deleted" },
    ]);
    t.create();
    await settle(t);
    expect(t.calls.map(({ url }) => url.split("/").at(-1))).toEqual([
      expect.stringMatching(/^created/),
      "again",
    ]);
    expect(new Set(t.calls.map((c) => c.headers["x-atlassian-webhook-identifier"])).size).toBe(2);
  });

  test("also to a webhook registered as a dynamic module", async () => {
    const t = setUp([]);
    t.installation.registered.modules = {
      webhooks: [{ ...created, key: "hook", url: "/dynamic" }],
    };
    t.create();
    await settle(t);
    expect(t.calls.map(({ url }) => url)).toEqual(["http://127.0.0.1:7330/app/dynamic"]);
  });

  test.for(["installing", "disabled", "uninstalled", "failed"] as const)(
    "to nobody whose installation is %s",
    async (state) => {
      const t = setUp();
      t.installation.state = state;
      t.create();
      await settle(t);
      expect(t.calls).toEqual([]);
    },
  );
});

describe("a filter", () => {
  test.for([
    ["project = ROAD", true],
    ["project = OTHER", false],
    ["issuetype = Bug AND summary ~ breaks", true],
    ["issuetype in (Story, Task)", false],
    ["", true],
  ] as const)("%s lets the new bug pass: %s", async ([filter, passes]) => {
    const t = setUp([{ ...created, filter }]);
    t.create();
    await settle(t);
    expect(t.calls).toHaveLength(passes ? 1 : 0);
  });

  test("looks at an issue as it was when it is deleted", async () => {
    const t = setUp([{ event: "jira:issue_deleted", url: "/gone", filter: "summary ~ breaks" }]);
    t.act("deleteIssue", undefined, { issueIdOrKey: t.create().key });
    t.act("deleteIssue", undefined, { issueIdOrKey: t.create("All well").key });
    await settle(t);
    expect(t.calls.map((call) => sent(call).issue.fields.summary)).toEqual(["It breaks"]);
  });

  test("that cannot be read lets nothing pass, and the inspector says why", async () => {
    const t = setUp([{ ...created, filter: "project = = ROAD" }]);
    t.create();
    await settle(t);
    expect(t.calls).toEqual([]);
    expect(t.world.journal.lines({ refusedOnly: true })[0]?.reason).toContain("its filter: ");
  });

  test("does not concern events without an issue", async () => {
    const t = setUp([{ event: "project_created", url: "/p", filter: "project = OTHER" }]);
    t.world.emit(event(t, { type: "project_created", payload: { project: { key: "NEW" } } }));
    await settle(t);
    expect(t.calls).toHaveLength(1);
  });

  test("of property keys looks at the property that changed", async () => {
    const t = setUp([{ event: "issue_property_set", url: "/p", propertyKeys: ["mine"] }]);
    for (const key of ["mine", "other"])
      t.world.emit(event(t, { type: "issue_property_set", payload: { property: { key } } }));
    await settle(t);
    expect(t.calls.map((call) => sent(call).property.key)).toEqual(["mine"]);
  });
});

describe("a delivery that fails", () => {
  test("is tried again five times, 5 to 15 minutes apart, under the same identifier, then listed", async () => {
    const t = setUp();
    t.answerWith(() => answered(503));
    const atMs: number[] = [];
    t.create();
    for (let minute = 0; minute <= 80; minute++) {
      await t.clock.advance(minute === 0 ? 0 : MINUTE_MS);
      while (atMs.length < t.calls.length) atMs.push(minute);
    }
    expect(t.calls.map((call) => call.headers["x-atlassian-webhook-retry"])).toEqual([
      undefined,
      "1",
      "2",
      "3",
      "4",
      "5",
    ]);
    expect(new Set(t.calls.map((c) => c.headers["x-atlassian-webhook-identifier"])).size).toBe(1);
    for (const [i, minute] of atMs.slice(1).entries()) {
      expect(minute - atMs[i]!).toBeGreaterThanOrEqual(5);
      expect(minute - atMs[i]!).toBeLessThanOrEqual(16);
    }
    expect(t.room.counters()).toMatchObject([{ tries: 6, retries: 5, givenUp: 1, success: 0 }]);
    expect(t.room.load()).toEqual({ pending: 0, running: 0, awaitingRetry: 0 });
    const failed = bodyOf(t.room.handlers.getFailedWebhooks!(restCall(t, t.tenant)));
    expect(failed.values).toEqual([
      {
        id: t.calls[0]!.headers["x-atlassian-webhook-identifier"],
        url: t.calls[0]!.url,
        body: t.calls[0]!.body,
        failureTime: expect.any(Number),
      },
    ]);
  });

  test("is tried again after a time-out, with a token of that moment", async () => {
    const t = setUp([created], { settings: { retryTimeFactor: 0.1 } });
    t.answerWith(() => timedOut);
    t.create();
    await settle(t);
    t.tenant.sharedSecret = "rotated meanwhile";
    t.answerWith(() => answered(204));
    await t.clock.advance(1.5 * MINUTE_MS);
    expect(t.calls).toHaveLength(2);
    const token = readJwt(t.calls[1]!.headers.authorization!.slice(4));
    expect(
      token.kind === "read" &&
        verifyJwt(token, sharedSecretKey("rotated meanwhile"), { nowMs: t.clock.nowMs() }).kind,
    ).toBe("verified");
    expect(t.room.counters()).toMatchObject([{ tries: 2, success: 1, givenUp: 0 }]);
  });

  test("is not tried again where the add-on was disabled meanwhile", async () => {
    const t = setUp();
    t.answerWith(() => answered(500));
    t.create();
    await settle(t);
    t.installation.state = "disabled";
    await t.clock.advance(15 * MINUTE_MS);
    expect(t.calls).toHaveLength(1);
    expect(t.room.counters()).toMatchObject([{ abandoned: 1 }]);
    expect(t.room.load().pending).toBe(0);
  });

  test("is not tried again once the room is closed", async () => {
    const t = setUp();
    t.answerWith(() => answered(500));
    t.create();
    await settle(t);
    t.room.close();
    t.create();
    await t.clock.advance(15 * MINUTE_MS);
    expect(t.calls).toHaveLength(1);
  });

  test("at the same moments in every world of the same seed", async () => {
    const story = async (seed: number) => {
      const t = setUp([created], { seed });
      t.answerWith(() => answered(500));
      t.create();
      t.create();
      await t.clock.advance(80 * MINUTE_MS);
      return t.world.journal
        .lines({ kind: "webhook" })
        .map(({ atMs }, i) => [atMs, t.calls[i]!.headers["x-atlassian-webhook-identifier"]]);
    };
    expect(await story(1)).toEqual(await story(1));
    expect(await story(1)).not.toEqual(await story(2));
  });
});

describe("many events", () => {
  test.for([
    ["Primary", 20],
    ["Secondary", 10],
  ] as const)("of the %s flow are under way %i at a time, in their order", async ([flow, most]) => {
    const t = setUp();
    const { answer, release } = answerLater();
    t.answerWith(answer);
    for (let i = 0; i < 30; i++) t.world.emit(event(t, { flow, payload: { number: i } }));
    await settle(t);
    expect(t.calls).toHaveLength(most);
    release();
    release();
    await settle(t);
    expect(t.calls.map((call) => sent(call).number)).toEqual(
      Array.from({ length: most + 2 }, (_, i) => i),
    );
  });

  test("of one tenant do not hold up another's", async () => {
    const t = setUp();
    const { answer } = answerLater();
    t.answerWith(answer);
    const other = t.tenants[1]!;
    place(other, t.installation.descriptor);
    for (let i = 0; i < 50; i++) t.world.emit(event(t));
    t.world.emit(event(t, { tenant: other }));
    await settle(t);
    expect(t.calls).toHaveLength(21);
  });

  test("10,000 for an add-on that never answers: no more are kept than the limit allows", async () => {
    const t = setUp([created], { settings: { mostPending: 500 } });
    const { answer } = answerLater();
    t.answerWith(answer);
    for (let i = 0; i < 10_000; i++) t.world.emit(event(t));
    await settle(t);
    expect(t.room.load()).toEqual({ pending: 500, running: 20, awaitingRetry: 0 });
    expect(t.room.counters()).toMatchObject([{ deliveries: 10_000, dropped: 9_500 }]);
  });

  test("10,000 for an add-on that always fails: all come to an end", async () => {
    const t = setUp([created], { settings: { retryTimeFactor: 0.001, mostPending: 400 } });
    t.answerWith(() => answered(500));
    for (let i = 0; i < 25; i++) {
      for (let j = 0; j < 400; j++) t.world.emit(event(t));
      for (let s = 0; s < 60 && t.room.load().pending > 0; s++) await t.clock.advance(1_000);
    }
    expect(t.room.load()).toEqual({ pending: 0, running: 0, awaitingRetry: 0 });
    expect(t.room.counters()).toMatchObject([{ dropped: 0, givenUp: 10_000, tries: 60_000 }]);
  });

  test("large ones are dropped once their bodies fill the room", async () => {
    const t = setUp([created], { settings: { mostPendingCharacters: 10_000 } });
    const { answer } = answerLater();
    t.answerWith(answer);
    for (let i = 0; i < 20; i++) t.world.emit(event(t, { payload: { text: "x".repeat(900) } }));
    await settle(t);
    expect(t.room.load().pending).toBe(10);
  });
});
