import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plimsoll } from "./plimsoll.ts";
import { startUp } from "./start-up.ts";

const closing: (() => unknown)[] = [];
let folder: string;
let up: Awaited<ReturnType<typeof startUp>>;
/** What the add-on "roadmaps" answers at /health. */
let status = 200;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-says-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const healthy = http.createServer((_, answer) => answer.writeHead(status).end());
  const silent = http.createServer(() => {});
  const refusing = http.createServer();
  const refused = await listening(refusing);
  await new Promise((resolve) => refusing.close(resolve));
  const contracts = [
    await contract("roadmaps", await listening(healthy)),
    await contract("selfsigned", await listening(https.createServer(await selfSigned()))),
    await contract("nowhere", "http://nowhere.invalid"),
    await contract("silent", await listening(silent)),
    await contract("refused", refused),
  ];
  up = await startUp(contracts, join(folder, "data"));
  closing.push(up.close);
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

async function listening(server: http.Server | https.Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const scheme = server instanceof https.Server ? "https" : "http";
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function selfSigned(): Promise<https.ServerOptions> {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-days", "2"];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  execFileSync("openssl", [...made, "-nodes", "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  return { key: await readFile(key), cert: await readFile(cert) };
}

async function contract(name: string, baseUrl: string): Promise<string> {
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
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99%, downWhen: 5% of requests fail }
operations:
  probes:
    - { path: /health, every: 1s, timeout: 500ms }
`,
  );
  return file;
}

/** What `status` says of an add-on, once it says that it fails: figures are kept for some seconds. */
async function stateOf(name: string): Promise<unknown> {
  for (;;) {
    const { document } = await plimsoll(["status", "--url", up.publicUrl]);
    const own = document.addons.find(({ key }) => key === `com.example.${name}`);
    if (own?.current?.kind === "failing") return own.current;
  }
}

const post = (key: string, body: object) =>
  fetch(new URL("/v1/metrics", up.publicUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const durations = (attributes: Readonly<Record<string, string>>, ageMs = 0) => {
  const timeUnixNano = `${Date.now() - ageMs}000000`;
  const point = { startTimeUnixNano: timeUnixNano, timeUnixNano, count: 1, bucketCounts: [1] };
  return {
    resourceMetrics: [
      {
        resource: {
          attributes: Object.entries(attributes).map(([key, stringValue]) => ({
            key,
            value: { stringValue },
          })),
        },
        scopeMetrics: [
          {
            metrics: [
              {
                name: "http.server.request.duration",
                unit: "s",
                histogram: {
                  aggregationTemporality: 1,
                  dataPoints: [{ ...point, explicitBounds: [] }],
                },
              },
              { name: "queue.length", gauge: { dataPoints: [{ asInt: 3, timeUnixNano }] } },
            ],
          },
        ],
      },
    ],
  };
};

describe("an add-on that fails is said to, and by what", () => {
  test.for([
    [
      "refused",
      /com\.example\.refused fails at \/health: nothing listens at its address \(.*ECONNREFUSED/,
    ],
    [
      "selfsigned",
      /com\.example\.selfsigned fails at \/health: its certificate is not valid \(self-signed/,
    ],
    ["silent", /com\.example\.silent fails at \/health: no answer within 500 ms\./],
    // What a machine says of a name that does not exist depends on its own name service.
    [
      "nowhere",
      /com\.example\.nowhere (fails|say nothing) at \/health: (its name cannot be found|no name or no way leads to it, and nothing shows whether the fault is its own|the name service of the machine that checks it does not answer) /,
    ],
  ] as const)("%s", async ([name, pattern]) => {
    expect(await up.says(pattern)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z /);
    expect(await up.read("/")).toContain(`com.example.${name}`);
  });

  test("going down and coming back, once each, and status says it meanwhile", async () => {
    status = 500;
    await up.says(/com\.example\.roadmaps fails at \/health: status 500 instead of 200\.$/);
    expect(await stateOf("roadmaps")).toMatchObject({
      kind: "failing",
      cause: "status 500 instead of 200",
    });
    expect(await up.read("/metrics")).toMatch(
      /^plimsoll_addon_up\{addon="com\.example\.roadmaps"\} 0$/m,
    );
    status = 200;
    await up.says(
      /com\.example\.roadmaps answers again after \d+ s; it failed at \/health: status 500 instead of 200\.$/,
    );
    expect(await up.read("/metrics")).toMatch(
      /^plimsoll_addon_up\{addon="com\.example\.roadmaps"\} 1$/m,
    );
    expect(
      up.lines().filter((line) => /com\.example\.roadmaps (fails|answers) .*status 500/.test(line)),
    ).toHaveLength(2);
  });
});

describe("what intake does not take is said, with its sender", () => {
  test("a wrong key, by its address and without the key, however often", async () => {
    for (let n = 0; n < 5; n++) expect((await post("not-the-key-at-all", {})).status).toBe(401);
    await up.says(/Metrics from 127\.0\.0\.1 are refused\. The intake key is missing or wrong\./);
    expect(up.lines().filter((line) => line.includes("intake key"))).toHaveLength(1);
    expect(up.lines().join("\n")).not.toContain("not-the-key-at-all");
    expect(await up.read("/metrics")).toMatch(
      /^plimsoll_intake_refused_total\{reason="key-refused"\} 5$/m,
    );
  });

  test("points that name none of several add-ons, with the names there are", async () => {
    await post(up.key, durations({ "service.name": "web\u001b[2J" }));
    expect(await up.says(/Points from web/)).toMatch(
      /web\uFFFD\[2J \(127\.0\.0\.1\) are refused, .*plimsoll\.addon: com\.example\.roadmaps or com\.example\.selfsigned/,
    );
  });

  test("points of last month, and a metric that nobody reads", async () => {
    const attributes = { "service.name": "worker", "plimsoll.addon": "com.example.roadmaps" };
    await post(up.key, durations(attributes, 30 * 86_400_000));
    await up.says(/Points from worker \(127\.0\.0\.1\) are refused, each because its time is more/);
    await up.says(/Not counted of what worker \(127\.0\.0\.1\) sends: queue\.length is no metric/);
    expect(await up.read("/")).toMatch(/worker.*127\.0\.0\.1/s);
  });

  test("and never what the intake key is", () => {
    expect(up.lines().join("\n")).not.toContain(up.key);
  });
});
