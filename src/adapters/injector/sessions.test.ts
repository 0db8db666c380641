import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { qsh, readJwt, sharedSecretKey, verifyJwt } from "../../core/host/index.ts";
import { quantileMs } from "../../loadtest/index.ts";
import { planOf, step, tenants, workload } from "../../loadtest/injection/testdata/workloads.ts";
import type { LoadInterval, LoadPlan } from "../../loadtest/model/index.ts";
import { injector } from "./index.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<LoadPlan["target"]> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { ...planOf(workload([])).target, url: `http://127.0.0.1:${port}/`, port };
}

/** What a request's token is worth to the add-on. */
function proof(request: IncomingMessage): string {
  const url = new URL(`http://host${request.url}`);
  const token = url.searchParams.get("jwt") ?? request.headers.authorization?.slice(4) ?? "";
  const jwt = readJwt(token);
  if (jwt.kind === "refused") return jwt.reason;
  const tenant = tenants().find(({ clientKey }) => clientKey === jwt.claims.iss);
  if (tenant === undefined) return "unknown tenant";
  const expected = { nowMs: Date.now(), qsh: qsh(request.method ?? "", request.url ?? "") };
  const verified = verifyJwt(jwt, sharedSecretKey(tenant.sharedSecret), {
    ...expected,
    mayBeContext: request.headers.authorization !== undefined,
  });
  return verified.kind === "verified" ? String(verified.claims.jti) : verified.reason;
}

async function play(plan: LoadPlan) {
  const intervals: LoadInterval[] = [];
  const { signal } = new AbortController();
  const watch = { signal, onInterval: (interval: LoadInterval) => intervals.push(interval) };
  return { ...(await injector().inject(plan, tenants(), watch)), intervals };
}

const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);

describe("sessions", () => {
  test("come as their tenants, each request with a token that no other has", async () => {
    const proofs: string[] = [];
    const target = await serve((request, response) => {
      proofs.push(proof(request));
      response.end(`{"csrf":"c ${proofs.length}"}`);
    });
    const steps = [
      step({ take: [{ name: "csrf", from: "body", pattern: '"csrf":"([^"]*)"' }] }),
      step({ name: "data", path: "/rest?csrf={csrf}", proof: "context" }),
      step({ name: "save", method: "POST", body: '{"key":"{issue.key}"}', proof: "header" }),
    ];
    const plan = planOf(workload(steps), { target, workers: 2, durationMs: 5000 });
    const { tally, streams, intervals } = await play({ ...plan, intervalMs: 1000 });
    expect(tally.errors).toEqual({});
    expect(tally.completed).toBe(tally.planned);
    expect(tally.completed % 3).toBe(0);
    expect(new Set(proofs).size).toBe(tally.completed);
    expect(proofs.filter((each) => !/^\w+-\d+-[012]$/.test(each))).toEqual([]);
    expect(sum(streams.map(({ good }) => good))).toBe(tally.completed);
    expect(sum(intervals.map(({ planned }) => planned))).toBe(tally.planned);
    expect(intervals.at(-1)?.inFlight).toBe(0);
    expect(intervals.map(({ startMs }) => startMs)).toEqual(intervals.map((_, at) => at * 1000));
    expect(streams.map(({ within }) => within.at(-1)?.limitMs)).toContain(1000);
  });

  test("end with a step that fails a check or lacks what was to be taken", async () => {
    const target = await serve((_, response) => void response.end("login"));
    for (const [part, fault] of [
      [{ checks: [{ kind: "body", contains: "welcome" }] }, "check-failed"],
      [{ take: [{ name: "x", from: "body", pattern: "token" }] }, "take-failed"],
    ] as const) {
      const plan = planOf(workload([step(part), step({ name: "next" })]), { target });
      const { tally, streams } = await play(plan);
      expect(tally.errors).toEqual({ [fault]: tally.planned });
      expect(new Set(streams.map(({ stream }) => stream.step))).toEqual(new Set(["page"]));
      expect(tally.response.count).toBe(0);
    }
  });

  test.for([
    ["never", 1],
    [{ requestsPerConnection: 4 }, 4],
  ] as const)("use a connection as the plan says: %j", async ([keepAlive, most]) => {
    const uses = new Map<unknown, number>();
    const target = await serve((request, response) => {
      uses.set(request.socket, (uses.get(request.socket) ?? 0) + 1);
      response.end();
    });
    const { tally } = await play(planOf(workload([step()]), { target, keepAlive }));
    expect(tally.errors).toEqual({});
    expect(Math.max(...uses.values())).toBe(most);
  });

  test("start when a recorded profile says, and are stopped by nothing but its end", async () => {
    const target = await serve((_, response) => void response.end());
    const startsMs = [0, 1, 2, 100, 100.5, 300];
    const model = { kind: "replay", startsMs } as const;
    const { tally } = await play(planOf(workload([step()]), { target, model, workers: 2 }));
    expect(tally).toMatchObject({ planned: 6, completed: 6 });
  });

  test("begin as soon as a connection is free in a closed load, each token once", async () => {
    const proofs: string[] = [];
    let [open, most] = [0, 0];
    const target = await serve((request, response) => {
      proofs.push(proof(request));
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end();
      }, 5);
    });
    const model = { kind: "closed" } as const;
    const plan = planOf(workload([step()]), { target, model, connections: 7, workers: 2 });
    const { tally } = await play(plan);
    expect(tally.errors).toEqual({});
    expect(tally.completed).toBe(tally.planned);
    expect(most).toBe(7);
    expect(proofs.length).toBeGreaterThan(7);
    expect(new Set(proofs).size).toBe(tally.completed);
    expect(proofs.filter((each) => !/^\w+-\d+-0$/.test(each))).toEqual([]);
  });

  test("that meet a stall each wait for it: response shows what service alone would hide", async () => {
    let openMs = 0;
    const target = await serve((_, response) => {
      const nowMs = performance.now();
      if (openMs === 0) openMs = nowMs + 300;
      // A stop of the whole server for a fifth of a second, once.
      const isStalled = nowMs > openMs && nowMs < openMs + 200;
      setTimeout(() => response.end(), isStalled ? openMs + 200 - nowMs : 0);
    });
    const stages = [{ from: 300, to: 300, durationMs: 1000 }];
    const plan = planOf(workload([step()]), { target, connections: 2, durationMs: 1000 });
    const { tally } = await play({ ...plan, model: { kind: "open", spacing: "even", stages } });
    expect(tally).toMatchObject({ planned: 300, completed: 300 });
    expect(quantileMs(tally.response, 0.9)!).toBeGreaterThan(50);
    expect(quantileMs(tally.service, 0.9)!).toBeLessThan(quantileMs(tally.response, 0.9)!);
  });

  test("of nobody are a mistake of the caller", async () => {
    const plan = planOf(workload([step()]));
    const watch = { signal: new AbortController().signal };
    await expect(injector().inject(plan, [], watch)).rejects.toThrow(RangeError);
  });
});
