import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testWorld } from "../../testdata/test-world.ts";
import type { Issue } from "../model/issue.ts";
import { priorities, resolutions, statuses } from "../model/schemes.ts";
import { createSite } from "../model/seed-site.ts";
import { type Clause, matches, parseJql, type Query, select } from "./index.ts";

const NOW_MS = Date.UTC(2027, 0, 13, 10, 30);
const DAY_MS = 86_400_000;
const [ada, bao] = ["ada", "bao"];

/** A site in a zone with one issue, changed as a test likes. */
function scene(changes: Partial<Issue> = {}, timeZone = "Europe/Helsinki") {
  const tenant = { ...testWorld({ tenants: 1 }).tenants[0]!, timeZone };
  const site = createSite(1, tenant, NOW_MS);
  const [first] = [...site.issues.values()];
  const issue: Issue = Object.assign(first!, {
    key: "ROAD-1",
    summary: "Export fails after midnight",
    status: statuses[1],
    priority: priorities[1],
    resolution: null,
    labels: ["customer", "urgent"],
    assignee: ada,
    reporter: bao,
    createdMs: NOW_MS - 3 * DAY_MS,
    updatedMs: NOW_MS - DAY_MS,
    dueDate: null,
    ...changes,
  });
  return { site, issue };
}

function asked(jql: string, changes: Partial<Issue> = {}, timeZone?: string): boolean {
  const { site, issue } = scene(changes, timeZone);
  const parsed = parseJql(jql);
  if (parsed.kind === "error") throw new Error(parsed.message);
  return matches(parsed.query, issue, { site, nowMs: NOW_MS, accountId: ada });
}

function messagesOf(jql: string): readonly string[] {
  const parsed = parseJql(jql);
  if (parsed.kind === "error") return [parsed.message];
  const told = select(parsed.query, { site: scene().site, nowMs: NOW_MS, accountId: ada });
  return told.kind === "error" ? told.messages : [];
}

describe("an issue in progress, with labels, assigned to Ada, is found by", () => {
  test.each([
    ["its key in any case", "key = road-1"],
    ["one of several keys", "issuekey in (ROAD-7, ROAD-1)"],
    ["its project", "project = ROAD"],
    ["its project's name", 'project = "Roadmap"'],
    ["its status", 'status = "In Progress"'],
    ["its status category", "statusCategory != Done"],
    ["no resolution", "resolution is empty"],
    ["no resolution, said otherwise", "resolution = null"],
    ["a label", "labels = URGENT"],
    ["one label of several", "labels in (urgent, other)"],
    ["having labels", "labels is not empty"],
    ["whom it is assigned to", "assignee = ada"],
    ["being assigned to who asks", "assignee = currentUser()"],
    ["not being assigned to another", "assignee != bao"],
    ["words of its summary", 'summary ~ "midnight export"'],
    ["the beginning of a word", 'text ~ "mid*"'],
    ["words that it lacks", 'summary !~ "noon"'],
    ["a moment before", 'created >= "2027-01-10 12:30"'],
    ["a span back from now", "created > -4d"],
    ["now", "updated < now()"],
    ["the beginning of a week", "updated >= startOfWeek()"],
    ["the end of a year", "created < endOfYear()"],
    ["two things at once", "project = ROAD AND labels = urgent"],
    ["either of two", "labels = other or labels = urgent"],
    ["not being something", "not labels = other"],
    ["and before or", "labels = other and labels = no or project = ROAD"],
    ["brackets", "(labels = other or project = ROAD) and not (status = Done)"],
    ["a higher priority", "priority > Medium"],
    ["a key between others", "key > ROAD-0 and key <= ROAD-10"],
    ["nothing in particular", "order by created desc"],
  ])("%s", (_, jql) => {
    expect(asked(jql)).toBe(true);
  });

  test.each([
    ["another status", "status = Done"],
    ["another label", "labels = other"],
    ["not having one of its labels", "labels not in (urgent)"],
    ["having no labels", "labels is empty"],
    ["another assignee", "assignee = bao"],
    ["a later moment", 'created > "2027-01-11"'],
    ["words that it lacks", "summary ~ noon"],
    ["one thing of two", "project = ROAD and labels = other"],
    ["a priority as high", "priority > High"],
    ["a key after it", "key > ROAD-1"],
    ["another property", "issue.property[tour].rating = 5"],
  ])("not by %s", (_, jql) => {
    expect(asked(jql)).toBe(false);
  });

  test("a property, at any depth", () => {
    const properties = new Map([["tour", { rating: { stars: 5 }, stops: ["a", "b"] }]]);
    expect(asked("issue.property[tour].rating.stars = 5", { properties })).toBe(true);
    expect(asked("issue.property[tour].stops = b", { properties })).toBe(true);
  });

  test("a custom field by either name", () => {
    const custom = new Map([["customfield_10010", 8]]);
    expect(asked("cf[10010] = 8", { custom })).toBe(true);
    expect(asked("customfield_10010 = 8", { custom })).toBe(true);
    expect(asked("cf[10010] < 10", { custom })).toBe(true);
  });

  test("nothing that says what it is not, where it has no value", () => {
    expect(asked("assignee != bao", { assignee: null })).toBe(false);
    expect(asked("resolution != Done", { resolution: null })).toBe(false);
    expect(asked("resolution != Done", { resolution: resolutions[1] })).toBe(true);
  });
});

describe("a date is a day in the site's own zone", () => {
  // 23:30 UTC on the 12th is the 13th in Helsinki and the 12th in New York.
  const createdMs = Date.UTC(2027, 0, 12, 23, 30);

  test.each([
    ["Europe/Helsinki", 'created >= "2027-01-13"', true],
    ["America/New_York", 'created >= "2027-01-13"', false],
    ["Europe/Helsinki", "created >= startOfDay()", true],
    ["America/New_York", "created >= startOfDay()", false],
    ["America/New_York", "created >= startOfDay(-1)", true],
    ["Europe/Helsinki", 'created < "2027/01/13 01:31"', true],
    ["Europe/Helsinki", 'created < "2027/01/13 01:30"', false],
  ])("in %s, %s", (timeZone, jql, found) => {
    expect(asked(jql, { createdMs }, timeZone)).toBe(found);
  });
});

describe("a mistake is told as the host tells it", () => {
  test.each([
    ["an unknown field", "colour = blue", "Field 'colour' does not exist or you do not have"],
    ["an operator that does not fit", "summary = x", "is not supported by the 'summary' field"],
    ["an unknown function", "created > someday()", "Unable to find function 'someday()'"],
    ["a date that is none", "created > tomorrow", "Date value 'tomorrow' for field 'created'"],
    ["a day that there is not", 'created > "2027-02-30"', "Date value '2027-02-30'"],
    ["no operator", "project", "Error in the JQL Query: Expecting operator"],
    ["no value", "project =", "Error in the JQL Query: Unexpected end of the query."],
    ["an open bracket", "(project = A", "Error in the JQL Query: Expecting ')'"],
    ["an open list", "project in (A", "Error in the JQL Query: Expecting ')' at the end"],
    ["an open quote", 'project = "A', "Error in the JQL Query: The character '\"' is not"],
    ["something left over", "project = A B", "'B' is not expected here. (line 1, character 13)"],
    ["too much of it", `project = ${"a".repeat(10_001)}`, "It is too long."],
    ["too deep", `${"(".repeat(60)}project = A${")".repeat(60)}`, "nested too deeply"],
  ])("%s", (_, jql, message) => {
    expect(messagesOf(jql).join(" ")).toContain(message);
  });
});

test("whatever is nested, however deep, is read or refused and never exhausts the stack", () => {
  const opener = fc.constantFrom(
    "(",
    "not ",
    "not (",
    "a = (",
    "a in (",
    "a = f(",
    "a = b and (",
    '"',
  );
  const levels = fc.constantFrom(1, 49, 60, 3_000, 100_000);
  fc.assert(
    fc.property(fc.array(opener, { minLength: 1, maxLength: 3 }), levels, (openers, deep) => {
      const open = openers.join("").repeat(deep);
      for (const jql of [open, `${open}a = b${")".repeat(deep)}`])
        expect(["query", "error"]).toContain(parseJql(jql).kind);
    }),
  );
});

describe("a query", () => {
  const value = fc.constantFrom("alpha", "two words", 'a "quote"', "and", "back\\slash", "7");
  const written = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
  const terminal: fc.Arbitrary<Clause> = fc
    .record({
      field: fc.constantFrom("project", "cf[10010]", "issue.property[a].b"),
      operator: fc.constantFrom("=", "!=", "<=", "~", "in", "not in"),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    })
    .map(({ field, operator, values }) => ({
      kind: "terminal",
      field,
      operator: operator as "=",
      operands: (operator.endsWith("in") ? values : values.slice(0, 1)).map((text) => ({
        kind: "value",
        value: text,
      })),
    }));
  const { clause } = fc.letrec<{ clause: Clause }>((tie) => ({
    clause: fc.oneof(
      { maxDepth: 4 },
      terminal,
      tie("clause").map((part): Clause => ({ kind: "not", part })),
      fc
        .tuple(
          fc.constantFrom("and" as const, "or" as const),
          fc.array(tie("clause"), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, parts]): Clause => ({ kind, parts })),
    ),
  }));

  function print(part: Clause): string {
    if (part.kind === "not") return `not (${print(part.part)})`;
    if (part.kind !== "terminal")
      return part.parts.map((inner) => `(${print(inner)})`).join(` ${part.kind} `);
    const values = part.operands.map((o) => (o.kind === "value" ? written(o.value) : ""));
    const list = part.operator.endsWith("in") ? `(${values.join(", ")})` : values[0];
    return `${part.field} ${part.operator} ${list}`;
  }

  test("is read as it was written, whatever its depth", () => {
    fc.assert(
      fc.property(clause, fc.boolean(), (where, descending) => {
        const orderBy: Query["orderBy"] = [
          { field: "created", direction: descending ? "desc" : "asc" },
        ];
        const jql = `${print(where)} order by created ${descending ? "desc" : "asc"}`;
        expect(parseJql(jql)).toEqual({ kind: "query", query: { where, orderBy } });
      }),
    );
  });

  test("never breaks the reader, whatever it is", () => {
    const pieces = fc.constantFrom(
      "project",
      "=",
      "(",
      ")",
      '"',
      "and",
      "order by",
      ",",
      "in",
      "~",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((p) => p.join(" ")),
        ),
        (jql) => {
          expect(["query", "error"]).toContain(parseJql(jql).kind);
        },
      ),
    );
  });

  test("orders what it finds, and the newest come first where it does not say", () => {
    const { site } = scene();
    const found = (jql: string) => {
      const parsed = parseJql(jql);
      if (parsed.kind === "error") throw new Error(parsed.message);
      const told = select(parsed.query, { site, nowMs: NOW_MS, accountId: null });
      return told.kind === "issues" ? told.issues : [];
    };
    const created = found("project is not empty").map(({ createdMs }) => createdMs);
    expect(created).toEqual(created.toSorted((a, b) => b - a));
    const oldest = found("project is not empty order by created asc");
    expect(oldest.map(({ createdMs }) => createdMs)).toEqual(created.toReversed());
    expect(oldest).toHaveLength(site.issues.size);
  });
});
