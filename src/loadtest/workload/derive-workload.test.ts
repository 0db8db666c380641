import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyRequests, fillVariables, type HostProduct } from "../../core/host/index.ts";
import { deriveWorkload } from "./derive-workload.ts";
import type { DerivingChoices } from "./deriving.ts";
import { eventBody } from "./event-body.ts";
import { siteValues } from "./site-values.ts";
import { contractWith, descriptorWith } from "./testdata/roadmaps.ts";

const site = (product: HostProduct = "jira") => ({
  clientKey: "key-1",
  sharedSecret: "s",
  baseUrl: "http://127.0.0.1:7310/s/acme",
  product,
  isLicensed: true,
});

const known = (product: HostProduct = "jira"): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(siteValues(site(product))).map(([name, [value]]) => [name, value!]),
    ["now", "1767600000000"],
    ["session", "7"],
  ]);

const derive = (changes = {}, choices: DerivingChoices = {}, promises = contractWith()) =>
  deriveWorkload(promises, descriptorWith(changes), choices);

const stepsOf = (derived: ReturnType<typeof derive>) =>
  derived.workload.scenarios.flatMap(({ steps }) => steps);

const inWords = (derived: ReturnType<typeof derive>) =>
  stepsOf(derived).map(
    ({ name, indicator, method, proof }) => `${name}: ${method}, ${indicator}, ${proof}`,
  );

describe("the workload of an add-on", () => {
  test("is its pages, its events and what may be repeated of its life", () => {
    expect(inWords(derive())).toEqual([
      "page roadmap: GET, ui, query",
      "page settings: GET, ui, query",
      "page horizon: GET, ui, query",
      "webhook jira:issue_updated: POST, webhook, header",
      "webhook comment_created: POST, webhook, header",
      "lifecycle enabled: POST, webhook, header",
    ]);
  });

  test("says what it leaves out, and why", () => {
    const modules = {
      generalPages: [
        { key: "away", url: "https://elsewhere.example/page" },
        { key: "twice", url: "/page?a=1&a={issue.id}" },
      ],
      dynamicContentMacros: [{ key: "macro", url: "/macro" }],
      jiraIssueGlances: [{ key: "glance", target: { url: "/glance" } }],
      webhooks: [{ event: "jira:issue_created", url: "//elsewhere.example/hook" }],
    };
    const promises = contractWith([["webhook: 99%", "webhook: 99%, iframe: 95% within 12s"]]);
    expect(
      derive({ modules }, { product: "jira" }, promises).leftOut.map(({ what }) => what),
    ).toEqual([
      "page away",
      "page twice",
      "page macro",
      "iframe",
      "webhook jira:issue_created",
      "lifecycle installed",
      "lifecycle uninstalled",
    ]);
  });

  test("comes from the contract's tenants", () => {
    expect(derive().workload.population).toEqual({
      tenants: 24,
      skew: { kind: "zipf", exponent: 1.1 },
    });
  });

  test("is nothing without a descriptor", () => {
    const { workload, leftOut } = deriveWorkload(contractWith(), null);
    expect(workload.scenarios).toEqual([]);
    expect(leftOut).toHaveLength(1);
  });

  test("gives pages 75 of 100 sessions, events 23, lifecycle 2", () => {
    const weightOf = (begins: string) =>
      derive()
        .workload.scenarios.filter(({ name }) => name.startsWith(begins))
        .reduce((sum, { weight }) => sum + weight, 0);
    expect(weightOf("page")).toBeCloseTo(75, 1);
    expect(weightOf("webhook")).toBeCloseTo(23, 1);
    expect(weightOf("lifecycle")).toBeCloseTo(2, 1);
  });

  test("of an add-on that authenticates nobody has no proofs", () => {
    const steps = stepsOf(derive({ authentication: { type: "none" } }));
    expect(new Set(steps.map(({ proof }) => proof))).toEqual(new Set(["none"]));
  });

  test("has pages go on with what they ask their own server for, and end with their beacon", () => {
    const [call] = stepsOf(derive());
    const pageCalls = [
      { ...call!, name: "items", path: "/api/items", indicator: "service" as const },
    ];
    const modules = { generalPages: [{ key: "roadmap", url: "/roadmap" }] };
    const names = inWords(derive({ modules }, { pageCalls, beaconPath: "/beacon" }));
    expect(names.slice(0, 3)).toEqual([
      "page roadmap: GET, ui, query",
      "page roadmap: items: GET, service, query",
      "page roadmap: beacon: POST, service, context",
    ]);
  });

  test("tells that beacons show no frame, whether or not there are any", () => {
    const promises = contractWith([["webhook: 99%", "webhook: 99%, iframe: 95% within 12s"]]);
    const whyOf = (choices: DerivingChoices) =>
      derive({}, choices, promises).leftOut.find(({ what }) => what === "iframe")?.why;
    expect(whyOf({})).toContain("no path is named");
    expect(whyOf({ beaconPath: "/beacon" })).toContain("judged as any call");
  });

  test.for([
    [false, true, [], "installs were not asked for"],
    [true, false, [], "only the mock host shares its key"],
    [true, true, ["lifecycle installed: POST, install, install"], null],
  ] as const)(
    "asked for installs: %s, beside the mock host: %s, it has %j",
    ([withInstalls, isHostOurs, installs, reason]) => {
      const derived = derive({}, { withInstalls, isHostOurs });
      expect(inWords(derived).filter((words) => words.includes("installed"))).toEqual(installs);
      const why = derived.leftOut.find(({ what }) => what === "lifecycle installed")?.why ?? null;
      if (reason === null) expect(why).toBeNull();
      else expect(why).toContain(reason);
    },
  );

  test("installs a site with the secret and the client that it has already", () => {
    const steps = stepsOf(derive({}, { withInstalls: true, isHostOurs: true }));
    const { body } = steps.find(({ name }) => name === "lifecycle installed")!;
    expect(JSON.parse(body)).toMatchObject({
      clientKey: "{tenant.clientKey}",
      sharedSecret: "{tenant.sharedSecret}",
      oauthClientId: "{tenant.oauthClientId}",
      eventType: "installed",
    });
  });

  test("two webhooks for one event have names of their own", () => {
    const hook = { event: "comment_created", url: "/a" };
    const modules = { webhooks: [hook, { ...hook, url: "/b" }] };
    expect(stepsOf(derive({ modules })).map(({ name }) => name)).toEqual([
      "webhook comment_created",
      "webhook comment_created (2)",
      "lifecycle enabled",
    ]);
  });
});

describe("a page", () => {
  test("has the address that the host builds", () => {
    const horizon = stepsOf(derive()).find(({ name }) => name === "page horizon")!;
    expect(fillVariables(horizon.path, known())).toBe(
      "/panel?issue=10001&xdm_e=http%3A%2F%2F127.0.0.1%3A7310" +
        "&xdm_c=channel-com.example.roadmaps__horizon&cp=%2Fs%2Facme" +
        "&xdm_deprecated_addon_key_do_not_use=com.example.roadmaps&lic=active&cv=1001.0.0-SNAPSHOT",
    );
  });

  test.for([
    ["http://127.0.0.1:7330/app/roadmap#board", "/roadmap?xdm_e="],
    ["roadmap?a={}&b={no name}&c={ac.tab}", "/roadmap?a=&b=&c={ac.tab}&xdm_e="],
  ] as const)("declared as %s is asked for at %s", ([url, path]) => {
    const steps = stepsOf(derive({ modules: { generalPages: [{ key: "roadmap", url }] } }));
    expect(steps[0]!.path.slice(0, path.length)).toBe(path);
  });
});

describe("an event", () => {
  const events = ["jira:issue_updated", "comment_created", "worklog_deleted", "issue_property_set"];
  const jiraEvents = [...events, "issuelink_created", "project_updated", "jira:version_released"];
  const confluenceEvents = ["page_updated", "blog_created", "comment_created", "space_updated"];

  test.for([
    ...[...jiraEvents, "user_created", "option_voting_changed"].map((e) => ["jira", e] as const),
    ...[...confluenceEvents, "label_created", "user_created"].map(
      (e) => ["confluence", e] as const,
    ),
  ])("of %s, %s, is JSON once it is filled", ([product, event]) => {
    const facts = known(product);
    const filled = eventBody(product, event).replace(
      /\{([A-Za-z][\w.-]*)\}/g,
      (_, name: string) => facts[name] ?? "",
    );
    const body = JSON.parse(filled);
    expect(body).toMatchObject(
      product === "jira"
        ? { timestamp: 1767600000000, webhookEvent: event }
        : { timestamp: 1767600000000, event },
    );
    expect(filled).not.toMatch(/[{}]#|\{[a-z]/);
  });

  test("that excludes its body has none", () => {
    const comment = stepsOf(derive()).find(({ name }) => name === "webhook comment_created")!;
    expect(comment.body).toBe("");
    expect(comment.headers.map(([name]) => name)).not.toContain("content-type");
  });
});

const path = fc
  .array(fc.constantFrom("a", "b", "panel", "{issue.key}", "x{project.id}y"), { maxLength: 3 })
  .map((segments) => `/${segments.join("/")}`);
const url = fc.tuple(path, fc.constantFrom("", "?k={issue.key}", "#part", "?a=1&b={ac.x}"));
const module = fc.record({
  key: fc.constantFrom("one", "two", "three", "four"),
  url: url.map((parts) => parts.join("")),
  event: fc.constantFrom("jira:issue_updated", "page_created", "comment_created"),
});
const modules = fc.dictionary(
  fc.constantFrom(
    "generalPages",
    "webPanels",
    "jiraIssueGlances",
    "dynamicContentMacros",
    "webhooks",
  ),
  fc.array(module, { maxLength: 3 }),
);

test("every request is judged as the running add-on's own are, whatever a descriptor declares", () => {
  fc.assert(
    fc.property(modules, fc.constantFrom("/enabled", "/a", "/a/b"), (declared, enabled) => {
      const changes = { modules: declared, lifecycle: { installed: "/installed", enabled } };
      const derived = derive(changes);
      const classify = classifyRequests(descriptorWith(changes));
      const names = stepsOf(derived).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { method, path, indicator } of stepsOf(derived)) {
        const filled = fillVariables(path, known());
        expect(indicator).toBe(classify(method, filled));
        expect(indicator).toBe(method === "GET" ? "ui" : "webhook");
      }
    }),
  );
});
