import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { httpReceiver, mailReceiver } from "../../src/adapters/deliverers/testdata/receivers.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { integer, random } from "../../src/core/chance/index.ts";
import type { Entry } from "../../src/core/ledger/index.ts";
import { startUp } from "../journeys/start-up.ts";

/** `PLIMSOLL_KILLS=200` for a long run. */
const KILLS = Number(process.env.PLIMSOLL_KILLS ?? 4);
const SUBSCRIBERS = 40;
/** A mailing takes long enough to be cut off in its middle. */
const SLOW_MS = 60;

let folder: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-kill-deliveries-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const contract = (port: number) => `plimsoll: 1
addon:
  key: com.example.roadmaps
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
  probes: [ { path: /health, every: 1s, timeout: 1s } ]
  channels: { oncall: webhook }
  alerts: { page: [oncall] }
`;

/** Subjects that each address got, and how often. */
function mailbox() {
  const got = new Map<string, number>();
  return {
    got,
    take(raw: string, to: string) {
      const subject = /^Subject: (.*?)\r?$/m.exec(raw)![1]!;
      const key = `${to} ${subject}`;
      got.set(key, (got.get(key) ?? 0) + 1);
    },
  };
}

test("kill -9 through deliveries: no page is lost, and no mail comes twice that is not said to be in doubt", {
  timeout: 180_000 + KILLS * 20_000,
}, async () => {
  const addon = http.createServer((_, answer) => answer.end("ok"));
  await once(addon.listen(0, "127.0.0.1"), "listening");
  const { port } = addon.address() as AddressInfo;
  closing.push(() => addon.close());
  const box = mailbox();
  const mail = await mailReceiver((raw, to) => {
    box.take(raw, to);
    return "accept";
  }, SLOW_MS);
  const pages = new Map<string, number>();
  const phone = await httpReceiver((response, { body }) => {
    const { subject } = JSON.parse(body).data;
    pages.set(subject, (pages.get(subject) ?? 0) + 1);
    response.writeHead(204).end();
  });
  closing.push(mail.close, phone.close);
  const file = join(folder, "plimsoll.yaml");
  await writeFile(file, contract(port));
  const data = join(folder, "data");
  const environment = {
    PLIMSOLL_CHANNEL_ONCALL: `http://127.0.0.1:${phone.port}/`,
    PLIMSOLL_SMTP: mail.url,
    PLIMSOLL_MAIL_FROM: "Roadmaps <status@example.com>",
    PLIMSOLL_ALLOW_PRIVATE: "127.0.0.1",
  };
  const start = () => startUp([file], data, environment);
  let up = await start();
  const must = async (name: string, input: object, key: string) => {
    // Who gets no answer asks again, under the same key.
    for (;;) {
      const answer = await up.perform(name, input, key).catch(() => null);
      if (answer?.ok) return;
      await wait(50);
    }
  };
  for (let at = 0; at < SUBSCRIBERS; at++)
    await must("subscriber add", { to: `s${at}@example.org` }, `add ${at}`);

  const next = random(1, "killer");
  for (let kill = 0; kill < KILLS; kill++) {
    const acting = (async () => {
      await must("alert test", {}, `test ${kill}`);
      await must("incident open", { title: `Incident ${kill}` }, `open ${kill}`);
    })();
    await wait(integer(next, 400));
    await up.kill();
    up = await start();
    await acting;
  }
  // What was under way is settled; mailings that wait are tried again within seconds.
  await expect
    .poll(async () => (await up.read("/api/effects?state=waiting")).includes('"id"'), {
      timeout: 120_000,
      interval: 500,
    })
    .toBe(false);
  await up.close();
  closing.push(() => {});

  const store = await openSqliteStore({ file: join(data, "plimsoll.db"), readOnly: true });
  const entries: Entry[] = (await Array.fromAsync(store.ledger.read())).flat();
  await store.close();
  const of = (type: string) => entries.filter((one) => one.type === type);
  const doubted = of("effect.doubted").reduce(
    (sum, { data }) => sum + (data.places as number[]).length,
    0,
  );
  const delivered = of("effect.receipts").reduce(
    (sum, { data }) => sum + (data.delivered as number[]).length,
    0,
  );
  expect(of("alert.tested")).toHaveLength(KILLS);
  expect([...pages.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(KILLS);
  expect(of("effect.delivered").filter(({ data }) => data.channel === "oncall")).toHaveLength(
    of("effect.intended").filter(({ data }) => data.kind === "test").length,
  );
  const twice = [...box.got].filter(([, count]) => count > 1);
  expect(twice).toEqual([]);
  expect(delivered + doubted).toBe(KILLS * SUBSCRIBERS);
  const arrived = box.got.size;
  expect(arrived).toBeGreaterThanOrEqual(delivered);
  expect(arrived).toBeLessThanOrEqual(delivered + doubted);
  console.log(
    `${KILLS} kills: ${delivered} mails delivered, ${doubted} in doubt, of which ${arrived - delivered} had arrived; ${[...pages.values()].reduce((a, b) => a + b, 0)} pages for ${KILLS} tests`,
  );
});
