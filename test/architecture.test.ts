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
  "diagnostics",
  "exposition",
  "measurement",
  "ledger",
  "store",
  "contract",
  "host",
  "slo",
];
const capabilities = ["monitoring", "publishing", "console", "mockhost", "loadtest"];
const mayImport: Record<string, readonly string[]> = {
  ...Object.fromEntries(core.map((room, at) => [room, core.slice(0, at)])),
  ...Object.fromEntries(capabilities.map((room) => [room, core])),
  // A report of a run and the vendor's own pages look like the published ones.
  loadtest: [...core, "publishing"],
  console: [...core, "publishing"],
  // Joins the parts of a watching Plimsoll as wire/ does, around a world of its own.
  simulation: [...core, "monitoring", "publishing"],
  api: [...core, ...capabilities],
  cli: [...core, ...capabilities],
  adapters: [...core, ...capabilities],
  agent: [],
  "main.ts": ["adapters", "cli", "wire", "errors"],
  wire: [...core, ...capabilities, "api", "cli", "adapters"],
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

const roomOf = (path: string) => relative("src", path).split("/")[0]!;

function importsOf(file: string, text: string) {
  return [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((m) =>
    join(dirname(file), m[1]!),
  );
}

describe("the house stands as the picture says", () => {
  test.for(files.map((f) => f.file))("%s imports only what its room may", (file) => {
    const { text } = files.find((f) => f.file === file)!;
    const room = roomOf(file);
    for (const target of importsOf(file, text)) {
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

/** Blanks comments, so that a sentence about `process.exit` is not taken for a call. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ""))
    .replace(/^\s*\/\/.*$/gm, "");
}
