import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { httpReceiver, mailReceiver } from "../../src/adapters/deliverers/testdata/receivers.ts";
import { startUp } from "./start-up.ts";

const closing: (() => unknown)[] = [];
let up: Awaited<ReturnType<typeof startUp>>;
let mail: Awaited<ReturnType<typeof mailReceiver>>;
let phone: Awaited<ReturnType<typeof httpReceiver>>;
/** What the add-on answers at /health. */
let status = 200;

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
  probes: [ { path: /health, every: 10s, timeout: 2s } ]
  channels: { oncall: webhook, team: mail }
  alerts: { page: [oncall, team], ticket: [team] }
  incidents: { policy: automatic }
`;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "plimsoll-calls-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const addon = http.createServer((_, answer) => answer.writeHead(status).end());
  await once(addon.listen(0, "127.0.0.1"), "listening");
  closing.push(() => addon.close());
  mail = await mailReceiver();
  phone = await httpReceiver((response) => response.writeHead(204).end());
  closing.push(mail.close, phone.close);
  const file = join(folder, "plimsoll.yaml");
  await writeFile(file, contract((addon.address() as AddressInfo).port));
  up = await startUp([file], join(folder, "data"), {
    PLIMSOLL_CHANNEL_ONCALL: `http://127.0.0.1:${phone.port}/`,
    PLIMSOLL_CHANNEL_TEAM: "team@example.com",
    PLIMSOLL_SMTP: mail.url,
    PLIMSOLL_MAIL_FROM: "Roadmaps <status@example.com>",
    PLIMSOLL_ALLOW_PRIVATE: "127.0.0.1",
  });
  closing.push(up.close);
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const subjects = () => mail.mails.map(({ subject }) => subject);
const letter = (subject: string) => mail.mails.find((one) => one.subject === subject);
const within = (timeout: number) => ({ timeout, interval: 250 });
/** The page of a link, and what it does when its button is pressed. */
const press = (url: string) => fetch(url, { method: "POST" });

test("a customer asks to be told, confirms, and is told of an outage that wakes somebody; each once", async () => {
  const form = await fetch(new URL("/subscribe", up.publicUrl));
  expect(await form.text()).toContain("Be told of news");
  const asked = await fetch(new URL("/subscribe", up.publicUrl), {
    method: "POST",
    body: new URLSearchParams({ mail: "ada@example.org" }),
  });
  expect(await asked.text()).toContain("Look into your mail");
  await expect.poll(subjects, within(20_000)).toEqual(["Confirm: news of Roadmaps"]);
  const confirm = /https?:\/\/\S+\/do\/\S+/.exec(mail.mails[0]!.text!)![0];
  expect(await (await fetch(confirm)).text()).toContain("Nothing is done until you confirm");
  expect((await press(confirm)).status).toBe(200);

  status = 500;
  await expect.poll(() => phone.requests.length, within(40_000)).toBe(1);
  const { type, data } = JSON.parse(phone.requests[0]!.body);
  expect(type).toBe("plimsoll.trigger");
  expect(data.subject).toBe(
    "Roadmaps is down: its checks fail at /health: status 500 instead of 200",
  );

  const title = "Roadmaps does not work as it should";
  await expect.poll(subjects, within(20_000)).toContain(title);
  const told = letter(title)!;
  const [leave] = told.headers.get("list")
    ? [(told.headers.get("list") as { unsubscribe?: { url?: string } }).unsubscribe?.url ?? ""]
    : [""];
  expect(leave).toMatch(/\/do\//);
  const feed = await (await fetch(new URL("/history.atom", up.publicUrl))).text();
  expect(feed).toContain(title);

  const acknowledge = data.links.find(({ text }: { text: string }) => text === "I have it in hand");
  expect(await (await press(acknowledge.href)).text()).toContain("You have it in hand");
  // Who has had enough ends it with one click of his mail program.
  const left = await fetch(leave, {
    method: "POST",
    body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
  });
  expect(left.status).toBe(200);
  status = 200;
  const { rows } = JSON.parse(await up.read("/api/subscriber")) as { rows: { state: string }[] };
  expect(rows.map(({ state }) => state)).toEqual(["ended"]);
  expect(subjects()).toEqual(["Confirm: news of Roadmaps", title]);
  expect(phone.requests).toHaveLength(1);
  expect(up.lines().join("\n")).not.toContain("ada@example.org");
});
