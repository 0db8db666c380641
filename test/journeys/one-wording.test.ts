import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import type { SlaDocument } from "../../src/publishing/sla-schema.ts";
import { launchChromium, openTab } from "../browser/open-page.ts";
import { startUp } from "./start-up.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const closing: (() => unknown)[] = [];
let folder: string;
let browser: Browser;
/** Watches a service where nothing listens, and whose promise begins next month. */
let promising: Up;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-wording-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  browser = await launchChromium();
  closing.push(() => browser.close());
  const nextMonth = new Date();
  nextMonth.setUTCMonth(nextMonth.getUTCMonth() + 1, 1);
  const effectiveFrom = nextMonth.toISOString().slice(0, 10);
  const file = await contract("promising", `http://127.0.0.1:${await freePort()}`, effectiveFrom);
  promising = await startUp([file], join(folder, "before"));
  closing.push(promising.close);
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

async function contract(name: string, baseUrl: string, effectiveFrom: string): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(
    file,
    `plimsoll: 1
addon:
  key: com.example.${name}
  name: ${name}
  vendor: Example Ltd
  host: plain
  baseUrl: ${baseUrl}
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: ${effectiveFrom}
  period: 28d
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  responseTime:
    service: { average: 10s, p95: 2s }
operations:
  probes: [{ path: /health, every: 2s, timeout: 1s }]
`,
  );
  return file;
}

/** The add-on, as its developers start it; it sends what it measures to a Plimsoll. */
async function startAddon(port: number, publicUrl: string, key: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "measured-addon.ts")], {
    stdio: "inherit",
    env: {
      ...process.env,
      PORT: String(port),
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: new URL("/v1/metrics", publicUrl).href,
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: `authorization=Bearer ${key}`,
    },
  });
  closing.push(async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null) await once(child, "exit");
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    if (answer?.ok) return;
    await setTimeout(100);
  }
}

type Up = Awaited<ReturnType<typeof startUp>>;
type Objective = SlaDocument["objectives"][number];

const slaOf = async ({ publicUrl }: Up): Promise<SlaDocument> =>
  (await fetch(new URL("/sla.json", publicUrl))).json() as Promise<SlaDocument>;

const objectiveOf = ({ objectives }: SlaDocument, id: string): Objective =>
  objectives.find((objective) => objective.id === id)!;

async function slaWith(up: Up, isSo: (sla: SlaDocument) => boolean): Promise<SlaDocument> {
  for (;;) {
    const sla = await slaOf(up);
    if (isSo(sla)) return sla;
    await setTimeout(500);
  }
}

/** Everything that tells of the figures, all of one computation. */
async function told(up: Up) {
  for (;;) {
    const sla = await slaOf(up);
    const paths = ["/", "/sla", ...sla.objectives.map(({ url }) => url)];
    const pages = await Promise.all(
      paths.map(
        async (path) => [path, await (await fetch(new URL(path, up.publicUrl))).text()] as const,
      ),
    );
    const metrics = await up.read("/metrics");
    const { stdout } = await run(process.execPath, [
      ...[join(root, "src/main.ts"), "status", "--url", up.publicUrl],
    ]).catch((error: { stdout: string }) => error);
    const isOne = (await slaOf(up)).computedAt === sla.computedAt;
    if (isOne && stdout.includes(sla.computedAt!))
      return { sla, pages: new Map(pages), metrics, status: stdout };
  }
}

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

/** What a reader sees of a page: texts by selector. */
async function readPages(up: Up, pages: ReadonlyMap<string, string>) {
  const { page, close } = await openTab(browser);
  await page.route("**", (route) => {
    const body = pages.get(new URL(route.request().url()).pathname);
    return body === undefined
      ? route.fulfill({ status: 204 })
      : route.fulfill({ contentType: "text/html; charset=utf-8", body });
  });
  const read = async (path: string, selector: string): Promise<string> => {
    await page.goto(new URL(path, up.publicUrl).href);
    return plain((await page.locator(selector).first().textContent())!);
  };
  return { read, close };
}

/** Holds every screen, document and command to what `/sla.json` says of each promise. */
async function expectOneWording(up: Up): Promise<SlaDocument> {
  const { sla, pages, metrics, status } = await told(up);
  const { read, close } = await readPages(up, pages);
  for (const { id, url, sentence, standing } of sla.objectives) {
    expect(await read("/", `[id="${id}"] .said`), id).toContain(sentence.split(". ")[0]!);
    expect(await read(url, "main"), url).toContain(sentence.split(". ")[0]!);
    expect(plain(status), "status").toContain(sentence);
    const row = `tr:has(a[href="${url}"])`;
    const figures = [
      await read("/", `[id="${id}"] .figure`),
      await read("/sla", `${row} td.number`),
      await read(url, ".answer .figure"),
    ];
    expect(new Set(figures).size, `${id}: ${figures}`).toBe(1);
    const verdicts = [
      await read("/", `[id="${id}"] .head .verdict`),
      await read("/sla", `${row} .verdict`),
      await read(url, ".answer .verdict"),
    ];
    expect(
      verdicts.map((words) => words.toLowerCase()),
      id,
    ).toEqual(Array(3).fill(standing));
    // A verdict of a month that has just begun is one so far, or none at all.
    expect(await read("/", `[id="${id}"]`), id).not.toMatch(/\b(Met|Kept:|Missed:)/);
  }
  await close();
  for (const { id, kept, promise } of sla.objectives) {
    const ends = [...metrics.matchAll(/^plimsoll_objective_kept_ratio\{(.*)\} (.*)$/gm)]
      .filter(([, labels]) => labels!.includes(`objective="${id}"`))
      .map(([, , value]) => Number(value));
    const told = promise.kind === "uptime" ? [kept?.low, kept?.high] : [kept?.share, kept?.most];
    expect(ends, `metrics of ${id}`).toEqual(kept === null ? [] : told);
  }
  return sla;
}

describe("an Express add-on on the plain OpenTelemetry SDK, with its default buckets", () => {
  let up: Up;
  let port: number;
  const call = async (n: number, path: string) => {
    await Promise.all(Array.from({ length: n }, () => fetch(`http://127.0.0.1:${port}${path}`)));
  };
  const p95With = (events: number) =>
    slaWith(up, (sla) => objectiveOf(sla, "service.p95").events >= events);

  beforeAll(async () => {
    port = await freePort();
    const file = await contract("measured", `http://127.0.0.1:${port}`, "2026-01-01");
    up = await startUp([file], join(folder, "data"));
    closing.push(up.close);
    await startAddon(port, up.publicUrl, up.key);
  });

  test("before anything counts, nothing is said of any figure", async () => {
    const from = Date.parse((await slaOf(up)).addons[0]!.counted.from);
    // Watching began within this minute: what comes in it is about before as well.
    if (from - Date.now() > 15_000) await call(30, "/items");
    const sla = await expectOneWording(up);
    await setTimeout(Math.max(0, from - Date.now()));
    const begun = await slaWith(up, ({ computedAt }) => Date.parse(computedAt!) > from + 4000);
    for (const { objectives } of [sla, begun])
      expect(objectiveOf({ ...sla, objectives }, "service.p95")).toMatchObject({
        measured: null,
        events: 0,
      });
  });

  test("a limit inside a bucket is a range, with the cause and the remedy, everywhere", async () => {
    await Promise.all([
      call(20, "/items"),
      call(77, "/items?delay=1200"),
      call(3, "/items?delay=2200"),
    ]);
    await p95With(100);
    const sla = await expectOneWording(up);
    const p95 = objectiveOf(sla, "service.p95");
    expect(p95.events).toBe(100);
    expect(p95.kept).toMatchObject({ share: 0.2, most: 1 });
    expect(p95.range!.low).toBeGreaterThan(950);
    expect(p95.range!.high).toBeGreaterThan(2000);
    expect(p95.undecided).toEqual({ events: 80, cause: "buckets" });
    expect(p95.sentence).toBe(
      "Not yet proven: between 20 and 100 % of 100 service calls were answered within 2 s, promised 95 %. 80 service calls are undecided: the sender’s histogram has no bucket boundary at 2 s. Use exponential histograms, or add the boundary 2.",
    );
    expect(objectiveOf(sla, "service.average").standing).toBe("kept so far");
  });

  test("what fails is certain, and both ends go down with it", async () => {
    await call(25, "/broken");
    await p95With(125);
    const sla = await expectOneWording(up);
    const p95 = objectiveOf(sla, "service.p95");
    expect(p95.kept).toMatchObject({ share: 20 / 125, most: 100 / 125 });
    expect(p95).toMatchObject({ verdict: "missed", standing: "missed so far", isFinal: false });
    expect(p95.budget).toMatchObject({ spent: 25, open: 80 });
  });

  test("an uptime of some minutes proves no month", async () => {
    const isKnown = ({ addons }: SlaDocument) =>
      addons[0]!.uptime!.up + addons[0]!.uptime!.down > 0;
    await slaWith(up, isKnown);
    const uptime = objectiveOf(await expectOneWording(up), "uptime");
    expect(uptime.verdict).toBe("insufficient");
    expect(uptime.sentence).toMatch(
      /^(Not yet proven|Below the promise so far): .* known minutes?, promised 99.9 %/,
    );
  });
});

test("before its day a promise is neither kept nor missed, whatever is measured", async () => {
  await slaWith(promising, ({ addons }) => addons[0]!.uptime!.down > 0);
  const sla = await expectOneWording(promising);
  expect(sla.addons[0]!.phase).toBe("before-promise");
  for (const { verdict, standing, budget, isFinal } of sla.objectives)
    expect({ verdict, standing, budget, isFinal }).toEqual({
      verdict: "insufficient",
      standing: "not yet promised",
      budget: null,
      isFinal: false,
    });
  expect(objectiveOf(sla, "uptime").sentence).toMatch(
    /^Before the promise: 0 % of \d+ known minute/,
  );
});
