import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadOptions, LoadResult } from "../../src/loadtest/index.ts";
import { isInstalled } from "./nginx.ts";
import { signedRequest } from "./signed-work.ts";

export const CONNECTIONS = 64;
export const SECONDS = 3;
export const SIGNED = "plimsoll, signed";
export const PLAIN = "plimsoll, plain";
export const ARTILLERY_REPORT = join(tmpdir(), `plimsoll-artillery-${process.pid}.json`);
const AUTOCANNON = "autocannon@8.0.0";
const ARTILLERY = "artillery@2.0.34";

/** What is asked of a process of its own that loads. */
export interface OwnLoad extends Partial<LoadOptions> {
  readonly isSigned?: boolean;
}

/** What it printed. */
export interface OwnResult extends LoadResult {
  readonly residentMb: number;
}

export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  /** Requests a second, from what it prints. */
  readonly read: (printed: string) => number;
}

const found = (pattern: RegExp) => (printed: string) => Number(pattern.exec(printed)?.[1]);

/**
 * Ours first.
 * @param folder in which one of them finds what it sends
 */
export function contenders(url: string, folder: string): readonly Contender[] {
  const node = process.execPath;
  const ours = (options: OwnLoad) => ownCommand({ url, ...options });
  const rate = (printed: string) => (JSON.parse(printed) as LoadResult).ratePerSecond;
  const [c, s] = [`${CONNECTIONS}`, `${SECONDS}`];
  const wrkRate = found(/Requests\/sec:\s+([\d.]+)/);
  const all: readonly Contender[] = [
    { name: SIGNED, command: ours({ isClosed: true, isSigned: true }), read: rate },
    { name: PLAIN, command: ours({ isClosed: true }), read: rate },
    { name: "plimsoll, open", command: ours({ rate: "150000" }), read: rate },
    { name: "wrk", command: wrkCommand(url), read: wrkRate },
    {
      name: "wrk, signed once",
      command: [...wrkCommand(url), "-s", scriptOf(signedRequest(url), join(folder, "signed.lua"))],
      read: wrkRate,
    },
    {
      name: "ab",
      command: ["ab", "-q", "-k", "-c", c, "-t", s, "-n", "2000000", url],
      read: found(/Requests per second:\s+([\d.]+)/),
    },
    {
      name: "hey",
      command: ["hey", "-c", c, "-z", `${s}s`, url],
      read: found(/Requests\/sec:\s+([\d.]+)/),
    },
    {
      name: "autocannon",
      command: [node, autocannon(), "-j", "-n", "-c", c, "-d", s, url],
      read: (printed) => JSON.parse(printed).requests.average,
    },
    {
      name: "Locust FastHttpUser",
      command: ["locust", "-f", beside("locustfile.py"), "--headless", "--only-summary"].concat([
        "-u",
        c,
        "-r",
        c,
        "-t",
        `${s}s`,
        "--host",
        url,
      ]),
      read: found(/^rate ([\d.]+)/m),
    },
    {
      name: "artillery",
      command: [node, peer("artillery", ARTILLERY, "bin/run"), "run", "-t", url].concat([
        "-o",
        ARTILLERY_REPORT,
        beside("artillery.yml"),
      ]),
      read: () => artilleryRate(JSON.parse(readFileSync(ARTILLERY_REPORT, "utf8"))),
    },
  ];
  return all.filter(({ name, command }) => {
    const isOfNode = command[0] === node;
    const isThere = isOfNode ? existsSync(command[1]!) : isInstalled(command[0]!);
    if (!isThere) console.log(`  ${name} is not installed and left out`);
    return isThere;
  });
}

/** wrk, with as many connections for each of its threads. */
export const wrkCommand = (url: string, threads = 1): readonly string[] =>
  ["wrk", `-t${threads}`, `-c${threads * CONNECTIONS}`, `-d${SECONDS}s`].concat(url);

/** Has wrk send one request again and again: as many bytes for the server to read, and nothing to compose. */
function scriptOf(request: string, file: string): string {
  const [line = "", ...fields] = request.trimEnd().split("\r\n");
  const headers = fields.map((field) => field.split(/: (.*)/, 2) as [string, string]);
  const lines = headers
    .filter(([name]) => name !== "host")
    .map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`);
  const path = `wrk.path = ${JSON.stringify(line.split(" ")[1])}`;
  writeFileSync(file, [path, ...lines, ""].join("\n"));
  return file;
}

export const ownCommand = (options: OwnLoad): readonly string[] => [
  process.execPath,
  join(import.meta.dirname, "..", "inject.ts"),
  "--ours",
  JSON.stringify(options),
];

/** Where autocannon is; fetched on the first run. */
export const autocannon = (): string => peer("autocannon", AUTOCANNON, "autocannon.js");

export const beside = (file: string): string => join(import.meta.dirname, file);

/** Where a peer's program is; fetched on the first run, beside the benchmarks. */
function peer(name: string, version: string, program: string): string {
  const peers = join(import.meta.dirname, "..", "peers", name === "autocannon" ? "load" : name);
  const file = join(peers, "node_modules", name, program);
  const flags = ["--prefix", peers, "--no-save", "--no-package-lock", "--no-audit", "--no-fund"];
  if (!existsSync(file)) spawnSync("npm", ["install", "--ignore-scripts", ...flags, version]);
  return file;
}

interface ArtilleryReport {
  readonly aggregate: {
    readonly counters: Readonly<Record<string, number>>;
    readonly firstCounterAt: number;
    readonly lastCounterAt: number;
  };
}

const artilleryRate = ({ aggregate }: ArtilleryReport): number =>
  (aggregate.counters["http.responses"]! * 1000) /
  (aggregate.lastCounterAt - aggregate.firstCounterAt);
