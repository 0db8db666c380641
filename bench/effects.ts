import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createTransport } from "nodemailer";
import { openDeliverers } from "../src/adapters/deliverers/index.ts";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { systemClock } from "../src/adapters/system-clock/index.ts";
import { random } from "../src/core/chance/index.ts";
import type { Contract } from "../src/core/contract/index.ts";
import { deliverJobs } from "../src/effects/index.ts";
import { openProjection, perform, runJobs } from "../src/engine/index.ts";
import { effects, intend, subscriberAdded, writeEntry } from "../src/entries/index.ts";
import { machine } from "./bench.ts";

/**
 * One announcement to ten thousand subscribers, through a real SMTP server in another process: what is
 * sent is written down before, and what became of it after. Beside it, the same mails by nodemailer alone.
 */
const PROMISED_PER_SECOND = 300;
const RECIPIENTS = Number(process.argv[2] ?? 10_000);
const ADDON = "roadmaps";

const sink = fork(join(import.meta.dirname, "peers/smtp-sink.mjs"));
const [{ port }] = (await once(sink, "message")) as [{ port: number }];
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
const store = await openSqliteStore({ file: join(folder, "plimsoll.db") });
const onError = (...errors: unknown[]) => console.error(...errors);
const projection = await openProjection({ ledger: store.ledger, clock: systemClock, onError });
const engine = { ledger: store.ledger, vault: store.vault, projection };
const mail = {
  smtp: `smtp://127.0.0.1:${port}`,
  from: "Roadmaps <status@example.com>",
  dkim: null,
};
const deliverers = openDeliverers({ mail, allowedPrivate: new Set(), nowMs: systemClock.nowMs });

const counted = async () => {
  sink.send("count");
  const [counts] = (await once(sink, "message")) as [{ mails: number; doubles: number }];
  return counts;
};

const about = { addon: ADDON, atMs: Date.now(), by: "bench" };
const ids: string[] = [];
for (let from = 0; from < RECIPIENTS; from += 500) {
  const entries = [];
  for (let at = from; at < Math.min(from + 500, RECIPIENTS); at++) {
    const address = { to: `customer${at}@example.org`, secret: null };
    const content = new TextEncoder().encode(JSON.stringify(address));
    const contact = await store.vault.put(content, { kind: "subscriber", person: `${at}` });
    const data = {
      id: `s${at}`,
      medium: "mail" as const,
      components: [],
      contact,
      isConfirmed: true,
    };
    entries.push(writeEntry(subscriberAdded, data, about));
    ids.push(`s${at}`);
  }
  await store.ledger.append(entries);
}
await projection.upTo();

const message = {
  subject: "Maintenance of Roadmaps: updates",
  text: "Roadmaps may not answer on Sunday from 02:00 to 02:20.",
  severity: "info" as const,
  action: "notice" as const,
  thread: "roadmaps/window/1",
  at: new Date().toISOString(),
  addon: { key: ADDON, name: "Roadmaps" },
  links: [{ text: "Status page", href: "https://status.example.com/" }],
};
const contract = {
  addon: { key: ADDON, name: "Roadmaps" },
  operations: { channels: {} },
} as unknown as Contract;
const jobs = runJobs({
  jobs: deliverJobs(contract, {
    vault: store.vault,
    clock: systemClock,
    deliverers,
    addressOf: () => null,
    unsubscribeUrl: (_, id) => `https://status.example.com/do/${id}`,
    onChange: projection.onChange,
  }),
  engine,
  leases: store.leases,
  clock: systemClock,
  holder: "bench",
  random: random(1, "bench"),
  onError,
});
const cpu = process.cpuUsage();
const startMs = performance.now();
await perform(
  engine,
  () => ({
    kind: "decided",
    entries: [],
    vaulted: [
      intend(
        {
          name: "news",
          kind: "bulk",
          channels: ["mail"],
          recipients: ids,
          message,
          reason: "news",
        },
        about,
      ),
    ],
    expected: {},
  }),
  null,
  { addon: ADDON, nowMs: Date.now(), by: "bench", cause: "news" },
);
const ended = () => [...projection.known().state(effects, ADDON).ended.values()][0];
while (ended() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
const seconds = (performance.now() - startMs) / 1000;
const { user, system } = process.cpuUsage(cpu);
const first = await counted();
await jobs.close();

const peer = createTransport({
  host: "127.0.0.1",
  port,
  pool: true,
  maxConnections: 8,
  maxMessages: 1_000,
});
const peerCount = Math.min(RECIPIENTS, 3_000);
const peerMs = performance.now();
const peerCpu = process.cpuUsage();
await Promise.all(
  Array.from({ length: peerCount }, (_, at) =>
    peer.sendMail({
      from: mail.from,
      to: `peer${at}@example.org`,
      subject: message.subject,
      text: message.text,
    }),
  ),
);
const peerSeconds = (performance.now() - peerMs) / 1000;
const peerUsed = process.cpuUsage(peerCpu);
peer.close();

const perMail = (used: NodeJS.CpuUsage, count: number) =>
  `${Math.round((used.user + used.system) / count)} µs`;
console.log(`${machine()}
Plimsoll    ${Math.round(RECIPIENTS / seconds)} mails/s (promised ${PROMISED_PER_SECOND}), ${perMail({ user, system }, RECIPIENTS)} of processor each
nodemailer  ${Math.round(peerCount / peerSeconds)} mails/s, ${perMail(peerUsed, peerCount)} each, nothing written down
${first.mails} of ${RECIPIENTS} arrived, ${first.doubles} twice; ${JSON.stringify(ended()!.bulk!.doubted.length)} in doubt`);
await deliverers.mail.close();
await store.close();
sink.kill();
rmSync(folder, { recursive: true });
process.exit(first.mails === RECIPIENTS && first.doubles === 0 ? 0 : 1);
