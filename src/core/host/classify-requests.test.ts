import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyRequests } from "./classify-requests.ts";
import type { Descriptor } from "./descriptor.ts";
import { parseDescriptor } from "./parse-descriptor.ts";
import { pathPattern, segmentsOf } from "./path-pattern.ts";

const descriptor = parsed({
  key: "roadmaps",
  baseUrl: "https://roadmaps.example.com/app",
  authentication: { type: "jwt" },
  lifecycle: {
    installed: "/installed",
    uninstalled: "/gone",
    enabled: "/enabled",
    disabled: "/disabled",
  },
  modules: {
    generalPages: [
      { key: "a", url: "/roadmap?project={project.key}", icon: { url: "/logo.html" } },
    ],
    jiraIssueContents: { key: "b", target: { type: "web_panel", url: "/issue/{issue.key}/panel" } },
    jiraReports: [{ key: "c", url: "report-{project.id}.html", thumbnailUrl: "/report.png" }],
    dynamicContentMacros: [{ key: "d", url: "/macro", editor: { url: "/macro/edit" } }],
    webItems: [
      { key: "e", url: "/item", context: "addon" },
      { key: "f", url: "/browse/host", context: "product" },
      { key: "g", url: "https://elsewhere.example/help" },
    ],
    jiraWorkflowPostFunctions: [
      { key: "h", create: { url: "/post-function" }, triggered: { url: "/triggered" } },
    ],
    webhooks: [{ event: "jira:issue_updated", url: "/hooks/issue?key={issue.key}" }],
  },
});

function parsed(document: Record<string, unknown>): Descriptor {
  const result = parseDescriptor(JSON.stringify(document));
  if (result.kind === "refused") throw new Error(JSON.stringify(result.problems));
  return result.descriptor;
}

describe("a request is classified by the descriptor", () => {
  const classify = classifyRequests(descriptor, ["/health", "/atlassian-connect.json"]);
  test.for([
    ["GET", "/roadmap", "ui", "a page of a module"],
    ["HEAD", "/roadmap", "ui", "asking for a page's headers"],
    ["GET", "/app/roadmap?project=X&jwt=secret#top", "ui", "a page, with the base address's path"],
    ["GET", "/roadmap/", "ui", "a page with a trailing slash"],
    ["POST", "/roadmap", "service", "a form sent to a page"],
    ["GET", "/issue/ABC-1/panel", "ui", "a page whose path holds a variable"],
    ["GET", "/issue/:key/panel", "ui", "the same as Express writes its route"],
    ["GET", "/issue/{key}/panel", "ui", "the same as other frameworks write it"],
    ["GET", "/issue/a/b/panel", "service", "a variable holds no slash"],
    ["GET", "/report-10001.html", "ui", "a variable within a segment"],
    ["GET", "/report-.html", "ui", "a variable without a value"],
    ["GET", "/report", "service", "a path that only begins like a page"],
    ["GET", "/macro/edit", "ui", "a page deeper in a module"],
    ["GET", "/item", "ui", "a web item that opens the add-on"],
    ["GET", "/browse/host", "service", "a web item that leads to the host"],
    ["GET", "/help", "service", "a web item that leads elsewhere"],
    ["GET", "/logo.html", "service", "an icon is no page"],
    ["POST", "/installed", "install", "the installation callback"],
    ["POST", "/gone", "install", "the removal callback"],
    ["POST", "/enabled", "webhook", "enabled counts as a webhook"],
    ["POST", "/disabled", "webhook", "disabled counts as a webhook"],
    ["POST", "/hooks/issue?key=ABC-1", "webhook", "a webhook"],
    ["POST", "/triggered", "webhook", "a workflow post function that fires"],
    ["GET", "/post-function", "ui", "a workflow post function's page"],
    ["GET", "/api/items", "service", "anything else"],
    ["GET", "", "service", "a request without a route"],
    ["GET", "/health", null, "a health check"],
    ["GET", "/app/health?deep=1", null, "a health check below the base path"],
    ["GET", "/atlassian-connect.json", null, "the descriptor"],
    ["GET", "/css/app.css", null, "a static file"],
    ["POST", "/upload.png", "service", "a file sent, not fetched"],
    ["OPTIONS", "/api/items", null, "a preflight"],
  ] as const)("%s %s is %s: %s", ([method, path, indicator]) => {
    expect(classify(method, path)).toBe(indicator);
  });

  test("without a descriptor everything is service", () => {
    expect(classifyRequests(null)("GET", "/roadmap")).toBe("service");
  });
});

describe("a path pattern", () => {
  const literal = fc.string({ unit: fc.constantFrom("a", "b", "-"), maxLength: 3 });
  test("matches whatever its variables are filled with", () => {
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 4 }), literal, (literals, value) => {
        const matches = pathPattern(`/x/${literals.join("{v}")}y`);
        expect(matches(segmentsOf(`/x/${literals.join(value)}y`))).toBe(true);
      }),
    );
  });

  test("matches as the regular expression with the same meaning", () => {
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 4 }), literal, (literals, text) => {
        const regex = new RegExp(`^${literals.join("[^/]*")}y$`);
        const matches = pathPattern(`/${literals.join("{v}")}y`);
        expect(matches(segmentsOf(`/${text}y`))).toBe(regex.test(`${text}y`));
      }),
    );
  });
});
