import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gaps } from "../../src/core/contract/keys/gaps.ts";
import { type KeyUse, keyUses } from "../../src/core/contract/keys/key-uses.ts";
import { contractLeaves } from "../../src/core/contract/keys/leaves-of.ts";
import { root } from "./markdown.ts";

const rows = Object.entries(keyUses);
const rowsOf = (...uses: readonly KeyUse["use"][]) =>
  rows.filter(([, { use }]) => uses.includes(use));
/** `operations.backups.*.sites[]` → "sites" */
const wordOf = (path: string) =>
  path
    .replaceAll("[]", "")
    .split(".")
    .findLast((part) => part !== "*")!;
const sectionOf = (path: string) =>
  path.split(/[.[]/).slice(0, 2) as [top: string, section: string];

const sources = globSync("src/**/*.ts", { cwd: root })
  .filter((file) => !/\.test\.ts$|testdata\/|^src\/simulation\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

/** Files outside the named rooms that take a section of `operations` or `sla`, in any of the ways to write that. */
function readersOf(path: string, ...rooms: readonly string[]): readonly string[] {
  const [top, section] = sectionOf(path);
  const type = top === "sla" ? "Sla" : "Operations";
  const taken = `\\{[^{}]*\\b${section}\\b[^{}]*\\}`;
  const reading = new RegExp(
    [
      `\\b${top}\\??\\.${section}\\b`,
      `${taken}\\s*=\\s*[\\w.]*\\b${top}\\b`,
      `${taken}\\s*:\\s*(Pick<)?${type}\\b`,
      `\\b${top}:\\s*${taken}`,
    ].join("|"),
  );
  return sources
    .filter(
      ({ file }) => !["core/contract", ...rooms].some((room) => file.startsWith(`src/${room}/`)),
    )
    .filter(({ text }) => reading.test(text))
    .map(({ file }) => file);
}

test("every key that the schema knows has its row, and no row is left over", () => {
  expect(rows.map(([path]) => path).sort()).toEqual(
    contractLeaves()
      .map(([path]) => path)
      .sort(),
  );
});

describe("the reader that a row names", () => {
  test.for(rowsOf("acted-on", "published", "checked"))("reads %s", ([path, { by }]) => {
    const text = sources.find(({ file }) => file === by)?.text ?? "";
    const isRead = new RegExp(`\\b${wordOf(path)}(\\w*Ms|Failing)?\\b`).test(text);
    expect(
      isRead,
      `${by} does not read it: name its reader in src/core/contract/keys/key-uses.ts`,
    ).toBe(true);
  });

  test("is no rule for what is said to be acted on", () => {
    const byRules = rowsOf("acted-on").filter(([, { by }]) => by?.includes("/rules/"));
    expect(byRules).toEqual([]);
  });
});

// The guide says of everything whether it is written down; that is no acting on it.
describe("what nothing is said to act on", () => {
  const sections = (...uses: readonly KeyUse["use"][]) => [
    ...new Set(
      rowsOf(...uses)
        .filter(([path]) => !path.startsWith("addon."))
        .map(([path]) => sectionOf(path).join(".")),
    ),
  ];
  const advice = (path: string) =>
    `give ${path} its new reader in src/core/contract/keys/key-uses.ts`;

  test.for(sections("checked", "unread"))("%s is read outside the contract by nobody", (path) => {
    expect(readersOf(path, "guide"), advice(path)).toEqual([]);
  });

  const actedOn = sections("acted-on");
  const onlyPublished = sections("published").filter((path) => !actedOn.includes(path));
  test.for(onlyPublished)("%s is read only to be published", (path) => {
    expect(readersOf(path, "publishing", "guide"), advice(path)).toEqual([]);
  });

  test.for([
    "operations.run",
    "operations.load",
    "operations.probes",
    "operations.connectivity",
    "sla.uptime",
    "sla.maintenance",
  ])("while %s has readers", (path) => {
    expect(readersOf(path, "publishing")).not.toEqual([]);
  });

  test.for(rowsOf("unread"))("%s is read by no rule either", ([path]) => {
    const word = new RegExp(`\\b${sectionOf(path)[1]}\\??\\.${wordOf(path)}\\b`);
    const rules = sources.filter(({ file }) => file.startsWith("src/core/contract/rules/"));
    expect(rules.filter(({ text }) => word.test(text)).map(({ file }) => file)).toEqual([]);
  });

  test("is told to its author", () => {
    const untold = rowsOf("checked", "unread").filter(
      ([path]) => !gaps.some((gap) => path.startsWith(`${gap.path}.`) || path === gap.path),
    );
    // What customers are owed is decided by it, and what `check` asks for.
    expect(untold.map(([path]) => path)).toEqual(["addon.payment"]);
  });
});

/** What has done all it is for once customers read it. */
const SHOWN = ["addon.name", "addon.vendor", "sla.support.url"];

test("what is only published is told to its author, unless that is all it is for", () => {
  const untold = rowsOf("published").filter(
    ([path]) => !gaps.some((gap) => path.startsWith(gap.path)),
  );
  expect(untold.map(([path]) => path)).toEqual(SHOWN);
});

test("no gap speaks of a key that there is not", () => {
  for (const { path } of gaps)
    expect(rows.some(([key]) => key === path || key.startsWith(path))).toBe(true);
});
