import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Who may import whom. A room sees the rooms named in its row, through their `index.ts` only;
 * this table and the picture in ARCHITECTURE.md are the same thing.
 */
const core = [
  "errors",
  "time",
  "chance",
  "format",
  "diagnostics",
  "exposition",
  "measurement",
  "resources",
  "ledger",
  "store",
  "contract",
  "host",
  "slo",
];
const capabilities = [
  "alerting",
  "incidents",
  "subscribers",
  "support",
  "releases",
  "effects",
  "resources",
  "evidence",
  "contracts",
  "guide",
  "host-status",
  "tenants",
  "access",
  "maintenance",
  "monitoring",
  "publishing",
  "console",
  "mockhost",
  "loadtest",
];
const mayImport: Record<string, readonly string[]> = {
  ...Object.fromEntries(core.map((room, at) => [room, core.slice(0, at)])),
  // What all pages share: their frame, look, charts and policy.
  ui: core,
  // What can happen, and how it comes to happen.
  entries: core,
  engine: [...core, "entries", "ui"],
  ...Object.fromEntries(capabilities.map((room) => [room, [...core, "entries", "engine", "ui"]])),
  // Joins the parts of a watching Plimsoll as wire/ does, around a world of its own.
  simulation: [
    ...core,
    "entries",
    "engine",
    "contracts",
    "maintenance",
    "monitoring",
    "publishing",
  ],
  api: [...core, "entries", "engine", "ui", ...capabilities],
  cli: [...core, "entries", "engine", ...capabilities],
  adapters: [...core, "entries", "engine", ...capabilities],
  agent: [],
  "main.ts": ["adapters", "cli", "wire", "errors"],
  wire: [...core, "entries", "engine", "ui", ...capabilities, "api", "cli", "adapters"],
};

/**
 * Inside a large room, which folder may import which; a row for a room is all it takes. A file belongs to the deepest
 * folder that has a row. The files beside the folders join them: they see all, and no folder sees them.
 */
const foldersMayImport: Record<string, Record<string, readonly string[]>> = {
  mockhost: {
    data: [],
    world: [],
    query: [],
    tenants: ["world"],
    rest: ["data", "tenants", "world"],
    limits: ["rest", "world"],
    modules: ["rest", "world"],
    tokens: ["rest", "tenants", "world"],
    avatars: ["rest", "tenants", "world"],
    lifecycle: ["tenants", "world"],
    versions: ["lifecycle", "rest", "tenants", "world"],
    upm: ["lifecycle", "versions", "world"],
    forge: ["lifecycle", "rest", "world"],
    faults: ["rest", "world"],
    "host-status": ["faults", "world"],
    "jira/model": ["tenants", "world"],
    "jira/jql": ["jira/model", "query"],
    jira: ["jira/jql", "jira/model", "modules", "rest", "tenants", "world"],
    "confluence/model": ["tenants", "world"],
    "confluence/cql": ["confluence/model", "query"],
    confluence: ["confluence/cql", "confluence/model", "query", "rest", "tenants", "world"],
    webhooks: ["jira", "lifecycle", "modules", "rest", "tenants", "world"],
    pages: ["confluence", "jira", "lifecycle", "modules", "rest", "tenants", "world"],
    people: ["confluence", "jira", "lifecycle", "pages", "tenants", "world"],
    inspector: ["faults", "jira", "lifecycle", "pages", "people", "versions", "webhooks", "world"],
  },
  // Data goes one way: workload → planning → injection → judging → record → report.
  loadtest: {
    model: [],
    workload: ["model"],
    planning: ["model", "workload"],
    injection: ["model"],
    statistics: ["model"],
    target: ["injection", "model", "planning"],
    judging: ["injection", "model", "statistics"],
    search: ["judging", "model", "statistics", "workload"],
    record: ["judging", "model"],
    performing: [
      "injection",
      "judging",
      "model",
      "record",
      "search",
      "statistics",
      "target",
      "workload",
    ],
    comparing: ["judging", "model", "performing", "record", "statistics"],
    report: ["comparing", "judging", "model", "record", "statistics"],
  },
  // An adapter does what a capability decides; few need another to do it with.
  adapters: {
    "address-list": [],
    "bridge-files": [],
    "child-process": [],
    folder: [],
    holidays: [],
    "http-caller": [],
    "http-probe": [],
    http1: [],
    "intake-thread": ["postgres", "sqlite", "system-clock", "worker-end"],
    injector: ["http1"],
    "key-folder": ["folder", "new-secret"],
    listener: [],
    "mock-target": [
      "child-process",
      "http-caller",
      "mockhost-server",
      "process-sampler",
      "system-clock",
      "worker-end",
    ],
    "mockhost-server": ["bridge-files", "http-caller", "http1", "system-clock"],
    "new-secret": [],
    deliverers: [],
    "dependency-probe": [],
    "document-fetcher": [],
    "null-target": ["mockhost-server", "worker-end"],
    postgres: [],
    "process-file": [],
    "process-sampler": [],
    sqlite: ["folder"],
    "system-clock": [],
    terminal: [],
    "worker-end": [],
  },
};

/** The shell: the only places that may touch the process, files, the network, time and chance; and what browsers run. */
const shell = /^(main\.ts|wire\/|adapters\/)|\/script\.ts$/;
const effects =
  /\bprocess\.|from "node:(fs|net|tls|http|https|child_process|worker_threads)[/"]|\bfetch\(|\bset(Timeout|Interval|Immediate)\(|\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\bTemporal\.Now\b/;

const root = join(import.meta.dirname, "..");
const isTest = (file: string) => /\.test\.ts$|\/(suite|testdata\/.*)\.ts$/.test(file);
const files = globSync("src/**/*.ts", { cwd: root })
  .filter((file) => !isTest(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

/** `src/core/slo/tally.ts` is in the room slo: the core is a shelf of rooms, not a room. */
const roomOf = (path: string) =>
  relative("src", path)
    .replace(/^core\//, "")
    .split("/")[0]!;

function importsOf(file: string, text: string) {
  return [...text.matchAll(/(?:from|import\(|import)\s*"(\.[^"]+)"/g)].map((m) =>
    join(dirname(file), m[1]!),
  );
}

/** Every file and what it imports, types included. */
const imports = new Map(files.map(({ file, text }) => [file, importsOf(file, text)]));

describe("the house stands as the picture says", () => {
  test.for(files.map((f) => f.file))("%s imports only what its room may", (file) => {
    const room = roomOf(file);
    for (const target of imports.get(file)!) {
      const targetRoom = roomOf(target);
      if (targetRoom === room) continue;
      expect(mayImport[room], `src/${room} has no row in the table`).toBeDefined();
      expect(mayImport[room], `${file} imports ${target}`).toContain(targetRoom);
      if (targetRoom !== "api") expect(target, `${file} must use the door`).toMatch(/\/index\.ts$/);
    }
  });

  test("only the shell touches the process, files, the network, time and chance", () => {
    const touching = files
      .filter(({ file }) => !shell.test(relative("src", file)))
      .flatMap(({ file, text }) =>
        withoutComments(text)
          .split("\n")
          .flatMap((line, at) => (effects.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
      );
    expect(touching).toEqual([]);
  });

  test("no file is longer than 300 lines", () => {
    const long = files.filter(({ text }) => text.split("\n").length > 301).map(({ file }) => file);
    expect(long).toEqual([]);
  });

  test("no file hides behind an empty name", () => {
    const banned = /(^|\/)(utils?|helpers?|common|misc|manager|data|info)(\.ts|\/)/;
    expect(
      files
        .map((f) => f.file)
        .filter((file) => banned.test(file) && !file.startsWith("src/mockhost/data/")),
    ).toEqual([]);
  });
});

describe.for(Object.entries(foldersMayImport))("the folders of src/%s", ([room, rows]) => {
  const folders = Object.keys(rows);
  /** The deepest folder with a row; null: beside the folders. */
  const folderOf = (file: string): string | null =>
    folders
      .filter((folder) => file.startsWith(`src/${room}/${folder}/`))
      .toSorted((a, b) => b.length - a.length)[0] ?? null;
  const crossing = [...imports].flatMap(([file, targets]) =>
    roomOf(file) === room
      ? targets
          .filter((target) => roomOf(target) === room && folderOf(target) !== folderOf(file))
          .map((target) => ({ file, target, from: folderOf(file), to: folderOf(target) }))
      : [],
  );

  test("all have a row, and every row a folder", () => {
    const withoutRow = [...imports.keys()].filter(
      (file) => roomOf(file) === room && folderOf(file) === null && file.split("/").length > 3,
    );
    expect(withoutRow).toEqual([]);
    const seen = new Set(globSync(`src/${room}/**`, { cwd: root }));
    expect(folders.filter((folder) => !seen.has(`src/${room}/${folder}`))).toEqual([]);
  });

  test("import only what their row names", () => {
    const forbidden = crossing.filter(
      ({ from, to }) => from !== null && (to === null || !rows[from]!.includes(to)),
    );
    expect(forbidden.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test("are entered by their index.ts, where they have one", () => {
    const past = crossing.filter(
      ({ target, to }) =>
        to !== null && imports.has(`src/${room}/${to}/index.ts`) && !target.endsWith("/index.ts"),
    );
    expect(past.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test("have no arrow that nobody uses, and none that leads back", () => {
    const used = new Set(crossing.map(({ from, to }) => `${from} → ${to}`));
    const arrows = folders.flatMap((from) => rows[from]!.map((to) => `${from} → ${to}`));
    expect(arrows.filter((arrow) => !used.has(arrow))).toEqual([]);
    expect(circlesIn(new Map(Object.entries(rows)))).toEqual([]);
  });
});

test("what a thread of the injector loads knows neither the contract nor what plans a load", () => {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const { text = "" } = files.find((each) => each.file === file) ?? {};
    for (const target of importsOf(file, withoutTypes(text))) load(target);
  };
  load("src/adapters/injector/shard-worker.ts");
  expect(loaded.size).toBeGreaterThan(30);
  const folders = new Set([...loaded].map((file) => dirname(file)));
  const foreign = [...folders].filter((folder) => /contract|workload|planning/.test(folder));
  expect(foreign).toEqual([]);
});

describe("files that import each other in a circle", () => {
  test.for([...new Set(files.map(({ file }) => roomOf(file)))])("in %s", (room) => {
    const inRoom = new Map([...imports].filter(([file]) => roomOf(file) === room));
    expect(circlesIn(inRoom)).toEqual([]);
  });

  test("are found, of whatever length, and nothing beside them", () => {
    const arrows = { a: ["b"], b: ["c", "e"], c: ["a"], d: ["a", "d"], e: ["elsewhere"] };
    expect(circlesIn(new Map(Object.entries(arrows)))).toEqual([["a", "b", "c"], ["d"]]);
  });
});

/** The strongly connected components that are circles, each in the order of the alphabet (Tarjan, 1972). */
function circlesIn(arrows: ReadonlyMap<string, readonly string[]>): string[][] {
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  function visit(node: string): void {
    number.set(node, number.size);
    lowest.set(node, number.get(node)!);
    path.push(node);
    for (const next of arrows.get(node)!) {
      if (!arrows.has(next)) continue;
      if (!number.has(next)) visit(next);
      if (path.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== number.get(node)) return;
    const component = path.splice(path.indexOf(node));
    if (component.length > 1 || arrows.get(node)!.includes(node)) circles.push(component.sort());
  }
  for (const node of arrows.keys()) if (!number.has(node)) visit(node);
  return circles;
}

/** Without imports and exports of types alone, which nothing loads at run time. */
const withoutTypes = (text: string): string =>
  text
    .replace(/^(import|export) type [^;]*;$/gm, "")
    .replace(/^(import|export) \{(\s*type \w+,?)+\s*\} from [^;]*;$/gm, "");

/** Blanks comments, so that a sentence about `process.exit` is not taken for a call. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ""))
    .replace(/^\s*\/\/.*$/gm, "");
}
