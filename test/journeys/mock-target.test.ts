import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { injector } from "../../src/adapters/injector/index.ts";
import { startMockTarget } from "../../src/adapters/mock-target/index.ts";
import { readContract } from "../../src/core/contract/index.ts";
import {
  CONTEXT_QSH,
  parseDescriptor,
  qsh,
  sharedSecretKey,
  signJwt,
} from "../../src/core/host/index.ts";
import { planOf } from "../../src/loadtest/injection/testdata/workloads.ts";
import type { LoadTenant } from "../../src/loadtest/model/index.ts";
import type { StartedTarget, TargetPlan, TargetSample } from "../../src/loadtest/target/index.ts";
import { planWorkload } from "../../src/loadtest/workload/index.ts";
import { targetAt } from "../../src/wire/test-bed.ts";

const plan: TargetPlan = {
  addon: "com.example.roadmaps",
  run: { command: "node app.ts", port: "PORT", ready: "/health" },
  folder: join(import.meta.dirname, "../../examples/roadmaps"),
  environment: { PATH: process.env.PATH ?? "" },
  descriptor: "/atlassian-connect.json",
  products: ["jira"],
  tenants: 12,
  seed: 7,
  quota: "tenant",
  timeoutMs: 30_000,
};

const tokenOf = (tenant: LoadTenant, claim: string) => {
  const iat = Math.floor(Date.now() / 1000);
  const [sub] = tenant.values["user.accountId"]!;
  const claims = { iss: tenant.clientKey, iat, exp: iat + 900, qsh: claim, sub: sub! };
  return signJwt(claims, sharedSecretKey(tenant.sharedSecret));
};

const openPage = async ({ baseUrl }: StartedTarget, tenant: LoadTenant, path: string) => {
  const response = await fetch(`${baseUrl}${path}&jwt=${tokenOf(tenant, qsh("GET", path))}`);
  return { status: response.status, text: await response.text() };
};

/** Nothing but installs, each of a site that has the add-on already. */
async function installsOf({ baseUrl }: StartedTarget) {
  const read = readContract(await readFile(join(plan.folder, "plimsoll.yaml"), "utf8"));
  const document = await (await fetch(`${baseUrl}${plan.descriptor}`)).text();
  const parsed = parseDescriptor(document);
  if (read.kind !== "contract" || parsed.kind !== "descriptor") throw new Error(document);
  const choices = { withInstalls: true, isHostOurs: true };
  const { workload } = planWorkload(read.contract, parsed.descriptor, null, choices);
  const isInstall = ({ name }: { readonly name: string }) => name === "lifecycle installed";
  return { ...workload, scenarios: workload.scenarios.filter(isInstall) };
}

async function sampled(target: StartedTarget): Promise<TargetSample> {
  const sample = await target.sample();
  expect(sample).not.toBeNull();
  return sample!;
}

const liveHeap = async (target: StartedTarget): Promise<number> => {
  await target.collectGarbage();
  return (await sampled(target)).heapBytes!;
};

const isListening = async (url: string): Promise<boolean> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const isThere = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isThere;
};

describe("the example add-on beside a mock host", () => {
  let target: StartedTarget;
  beforeAll(async () => {
    target = await startMockTarget(plan);
  });
  afterAll(() => target?.close());

  test("is installed on every site, the largest first, each with something to look at", () => {
    expect(target.tenants).toHaveLength(12);
    expect(new Set(target.tenants.map(({ clientKey }) => clientKey)).size).toBe(12);
    for (const { values } of target.tenants) {
      expect(values["issue.key"]!.length).toBeGreaterThan(1);
      expect(values["issue.key"]!.map((key) => key.split("-")[0])).toEqual(values["project.key"]);
    }
  });

  test("answers what is signed for its tenants, and what it asks of the host is counted", async () => {
    const before = await sampled(target);
    const [tenant] = target.tenants;
    const key = tenant!.values["project.key"]![0]!;
    const page = await openPage(target, tenant!, `/project-roadmap?projectKey=${key}`);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining(`${key}-`) });
    const items = await fetch(`${target.baseUrl}/api/items`, {
      headers: { authorization: `JWT ${tokenOf(tenant!, CONTEXT_QSH)}` },
    });
    expect(items.status).toBe(200);

    const after = await sampled(target);
    expect(after.hostCalls).toBeGreaterThan(before.hostCalls!);
    expect(after.hostMs).toBeGreaterThan(before.hostMs!);
    expect(after.hostRefusals).toBe(0);
    expect(after.databaseMs).toBeNull();
  });

  test("takes installs that are sent in its host's stead, and knows its sites as before", async () => {
    const stages = [{ from: 40, to: 40, durationMs: 500 }];
    const installs = planOf(await installsOf(target), {
      target: targetAt(target.baseUrl),
      model: { kind: "open", spacing: "even", stages },
    });
    const { signal } = new AbortController();
    const { tally } = await injector(target.hostKey).inject(installs, target.tenants, { signal });
    expect(tally).toMatchObject({ planned: 20, completed: 20, errors: {} });
    for (const tenant of target.tenants)
      expect((await openPage(target, tenant, "/settings?lic=active")).status).toBe(200);
  });

  test.runIf(process.platform === "linux")("shows what its processes use", async () => {
    await target.collectGarbage();
    const sample = await sampled(target);
    expect(sample.cpuMs).toBeGreaterThan(0);
    expect(sample.residentBytes).toBeGreaterThan(20 << 20);
    expect(sample.sockets).toBeGreaterThan(0);
    expect(sample.descriptors).toBeGreaterThan(sample.sockets);
    expect(sample.heapBytes).toBeGreaterThan(5 << 20);
    expect(sample.heapBytes).toBeLessThan(sample.residentBytes);
    expect(sample.eventLoopDelayP99Ms).toBeGreaterThanOrEqual(0);
    expect((await sampled(target)).heapBytes).toBeNull();
  });

  test("leaves neither process nor port when it is closed", async () => {
    const { baseUrl, tenants } = target;
    expect(await isListening(baseUrl)).toBe(true);
    await target.close();
    expect(await isListening(baseUrl)).toBe(false);
    expect(await isListening(new URL(tenants[0]!.baseUrl).origin)).toBe(false);
    expect(await target.sample()).toBeNull();
    await target.close();
  });
});

test.runIf(process.platform === "linux")("a leak is seen in the live heap", async () => {
  const run = { ...plan.run, command: "node variants/leak.ts" };
  const target = await startMockTarget({ ...plan, run, tenants: 1 });
  try {
    const [tenant] = target.tenants;
    const open = () => openPage(target, tenant!, "/settings?lic=active");
    for (let i = 0; i < 50; i++) await open();
    const before = await liveHeap(target);
    for (let i = 0; i < 100; i++) expect((await open()).status).toBe(200);
    const perPage = ((await liveHeap(target)) - before) / 100;
    expect(perPage).toBeGreaterThan(50_000);
    expect(perPage).toBeLessThan(100_000);
  } finally {
    await target.close();
  }
});

test("an add-on that ends says why", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mock-target-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const environment = { ...plan.environment, END: join(folder, "end") };
  const untilTold = "while [ ! -e $END ]; do sleep 0.1; done; echo out of luck; exit 9";
  const run = { ...plan.run, command: `node app.ts & ${untilTold}` };
  const target = await startMockTarget({ ...plan, run, environment, tenants: 1 });
  try {
    expect(target.whyEnded()).toBeNull();
    await writeFile(environment.END, "");
    await expect.poll(() => target.whyEnded(), { timeout: 20_000 }).toContain("out of luck");
    expect(target.whyEnded()).toContain("The add-on ended with 9.");
    expect(await target.sample()).toBeNull();
  } finally {
    await target.close();
  }
});

describe("what cannot be started is a clear error, and nothing of it stays", () => {
  test.for<[string, Partial<TargetPlan>, object]>([
    [
      "a command that does not exist",
      { run: { ...plan.run, command: "no-such-program" } },
      { code: "command.failed" },
    ],
    [
      "a descriptor that is not there",
      { descriptor: "/nowhere.json" },
      { code: "target.not-installed", message: expect.stringMatching(/It printed:.*serves/s) },
    ],
    [
      "the add-on of another contract",
      { addon: "com.example.other" },
      { code: "target.not-installed", message: expect.stringContaining("com.example.roadmaps") },
    ],
  ])("%s", async ([, wrong, error]) => {
    await expect(startMockTarget({ ...plan, tenants: 1, ...wrong })).rejects.toMatchObject(error);
  });
});
