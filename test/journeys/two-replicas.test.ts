import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../stores/postgres-server.ts";
import { plimsoll } from "./plimsoll.ts";
import { startUp } from "./start-up.ts";

const EVERY_MS = 1_000;

const closing: (() => unknown)[] = [];
/** When the add-on was asked, by whatever process. */
const asked: number[] = [];
const addon = http.createServer((_, answer) => {
  asked.push(Date.now());
  answer.end("ok");
});
let postgres: PostgresServer;
let file: string;
let folder: string;

beforeAll(async () => {
  postgres = await startPostgres();
  closing.push(postgres.stop);
  folder = await mkdtemp(join(tmpdir(), "plimsoll-replicas-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  await once(addon.listen(0, "127.0.0.1"), "listening");
  closing.push(() => addon.close());
  file = join(folder, "plimsoll.yaml");
  await writeFile(file, contract((addon.address() as AddressInfo).port));
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const contract = (port: number) => `plimsoll: 1
addon:
  key: roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: http://127.0.0.1:${port}
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
operations:
  probes: [ { path: /health, every: ${EVERY_MS}ms, timeout: 1s } ]
`;

async function start(name: string) {
  await mkdir(join(folder, name));
  return startUp([file], join(folder, name), { PLIMSOLL_STORE: postgres.url });
}

/** What lies between checks: half of it and less where two processes check. */
function medianGapMs(times: readonly number[]): number {
  const gaps = times.slice(1).map((at, i) => at - times[i]!);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
}

/** Resolves when so many checks have come in since it was asked; answers when each came. */
async function checks(many: number): Promise<readonly number[]> {
  const from = asked.length;
  while (asked.length < from + many) await once(addon, "request");
  return asked.slice(from);
}

test("a key that one process makes is known to the other at once, and no more once it is revoked", async () => {
  const [one, other] = [await start("one"), await start("other")];
  const env = (token: string, url: string) => ({ PLIMSOLL_SERVER: url, PLIMSOLL_TOKEN: token });
  const ask = async (token: string, url: string, ...words: readonly string[]) =>
    (await plimsoll(words, undefined, env(token, url))) as { code: number; document: object };
  const own = one.processKey;
  const made = await ask(own, one.privateUrl, "key", "create", "ci", "--scope", "operate");
  const { secret } = made.document as { secret: string };
  const [, id] = secret.split("_");
  const list = async () => (await ask(secret, other.privateUrl, "maintenance", "list")).code;
  expect(await list()).toBe(0);
  const announced = ["maintenance", "announce", "X", "--from", "now", "--for", "1h", "--late"];
  expect((await ask(secret, other.privateUrl, ...announced)).code).toBe(0);
  const listed = await ask(own, one.privateUrl, "maintenance", "list");
  expect(listed.document).toMatchObject({ rows: [{ reason: "X", state: "running" }] });
  expect((await ask(own, one.privateUrl, "key", "revoke", id!)).code).toBe(0);
  expect(await list()).toBe(2);
  await one.close();
  await other.close();
});

test("two processes on one database check once; when one is killed, the other goes on", async () => {
  const first = await start("first");
  closing.push(first.kill);
  const second = await start("second");
  closing.push(second.close);
  expect(medianGapMs(await checks(8))).toBeGreaterThan(EVERY_MS * 0.75);
  await first.kill();
  expect(await checks(2)).toHaveLength(2);
});
