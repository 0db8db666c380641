import { generateKeyPairSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { afterAll, describe, expect, test } from "vitest";
import type { Deliverer, Parcel } from "../../effects/index.ts";
import { message } from "../../entries/index.ts";
import { mailDeliverer } from "./mail.ts";
import { mailBody } from "./mail-body.ts";
import { pagerDutyDeliverer } from "./pagerduty.ts";
import { type Reach, retryAfterMs } from "./post.ts";
import { isPrivateAddress } from "./private-address.ts";
import { slackDeliverer } from "./slack.ts";
import { httpReceiver, mailReceiver } from "./testdata/receivers.ts";
import { webhookDeliverer } from "./webhook.ts";

const NOW = Date.now();
const reach = (over: Partial<Reach> = {}): Reach => ({
  allowedPrivate: new Set(["127.0.0.1"]),
  timeoutMs: 2_000,
  nowMs: () => NOW,
  ...over,
});
const noSignal = new AbortController().signal;

const parcel = (over: Partial<Parcel> = {}, words: Partial<Parcel["message"]> = {}): Parcel => ({
  key: "3f9c21aa5d0e4b7c8a1f2e3d",
  to: "",
  secret: null,
  unsubscribe: null,
  message: message.parse({
    subject: "Roadmaps is down",
    text: "All checks fail.\n\nSince 10:00.",
    severity: "critical",
    action: "trigger",
    thread: "roadmaps/1",
    at: "2027-01-17T10:00:00Z",
    addon: { key: "com.example.roadmaps", name: "Roadmaps" },
    links: [{ text: "I take it", href: "https://status.example.com/do/abc" }],
    ...words,
  }),
  ...over,
});

/** Each medium that goes by HTTP, to a receiver on loopback. */
const byHttp: readonly (readonly [string, (port: number) => { by: Deliverer; to: string }])[] = [
  ["webhook", (port) => ({ by: webhookDeliverer(reach()), to: `http://127.0.0.1:${port}/hook` })],
  ["slack", (port) => ({ by: slackDeliverer(reach()), to: `http://127.0.0.1:${port}/services/x` })],
  [
    "pagerduty",
    (port) => ({
      by: pagerDutyDeliverer(reach(), `http://127.0.0.1:${port}/`),
      to: "0123456789abcdef0123456789abcdef",
    }),
  ],
];

describe.each(byHttp)("%s", (name, open) => {
  test.for([
    [200, { kind: "delivered", receipt: "200" }],
    [202, { kind: "delivered", receipt: "202" }],
    [400, { kind: "refused" }],
    [404, { kind: "refused" }],
    [410, { kind: "gone" }],
    [429, { kind: "failed", afterMs: 30_000 }],
    [500, { kind: "failed", afterMs: 30_000 }],
    [503, { kind: "failed", afterMs: 30_000 }],
  ] as const)("an answer of %i", async ([status, expected]) => {
    const receiver = await httpReceiver((response) =>
      response.writeHead(status, { "retry-after": "30" }).end("ok"),
    );
    const { by, to } = open(receiver.port);
    expect(await by.deliver(parcel({ to }), noSignal)).toMatchObject(expected);
    expect(receiver.requests).toHaveLength(1);
    await receiver.close();
  });

  test("a redirect is not followed", async () => {
    const receiver = await httpReceiver((response) =>
      response.writeHead(307, { location: "/other" }).end(),
    );
    const { by, to } = open(receiver.port);
    const delivery = await by.deliver(parcel({ to }), noSignal);
    expect(delivery).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("redirects are not followed"),
    });
    expect(receiver.requests).toHaveLength(1);
    await receiver.close();
  });

  test("whoever never answers, breaks off or is not there is told from whoever took it; nothing secret is said", async () => {
    const silent = await httpReceiver(() => {});
    const cut = await httpReceiver((response) => response.destroy());
    const results = [];
    for (const port of [silent.port, cut.port, 1]) {
      const { by, to } = open(port);
      results.push(await by.deliver(parcel({ to }), noSignal));
    }
    const sent = name === "slack" ? "in-doubt" : "failed";
    expect(results.map(({ kind }) => kind)).toEqual([sent, sent, "failed"]);
    expect(JSON.stringify(results)).not.toMatch(/services|hook|0123456789abcdef|127\.0/);
    await Promise.all([silent.close(), cut.close()]);
  });

  test("an answer without end is not read", async () => {
    const receiver = await httpReceiver((response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 << 10)));
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
    });
    const { by, to } = open(receiver.port);
    expect(await by.deliver(parcel({ to }), noSignal)).toMatchObject({ kind: "delivered" });
    await receiver.close();
  });
});

describe("who may be reached", () => {
  const webhook = (over: Partial<Reach>) => webhookDeliverer(reach(over));

  test.for([
    "http://example.com/",
    "ftp://127.0.0.1/",
    "not an address",
    "https://10.1.2.3/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://169.254.169.254/latest/meta-data",
  ])("%s is refused", async (to) => {
    const delivery = await webhook({ allowedPrivate: new Set() }).deliver(parcel({ to }), noSignal);
    expect(delivery.kind).toBe("refused");
  });

  test("a name is resolved once, and one of its addresses being private is enough", async () => {
    const receiver = await httpReceiver((response) => response.end());
    let asked = 0;
    const resolve = async () => (asked++ === 0 ? ["93.184.216.34", "127.0.0.1"] : ["127.0.0.1"]);
    const to = `https://rebinding.example:${receiver.port}/`;
    const delivery = await webhook({ resolve }).deliver(parcel({ to }), noSignal);
    expect(delivery).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining("private address"),
    });
    expect(asked).toBe(1);
    expect(receiver.requests).toEqual([]);
    await receiver.close();
  });

  test("a host that is allowed by name may be private", async () => {
    const receiver = await httpReceiver((response) => response.end());
    const by = webhook({
      allowedPrivate: new Set(["hooks.internal"]),
      resolve: async () => ["127.0.0.1"],
    });
    const to = `http://hooks.internal:${receiver.port}/`;
    expect(await by.deliver(parcel({ to }), noSignal)).toMatchObject({ kind: "delivered" });
    expect(receiver.requests[0]!.headers.host).toBe(`hooks.internal:${receiver.port}`);
    await receiver.close();
  });

  test("all private networks are known to be", () => {
    for (const address of [
      "127.0.0.1",
      "10.0.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "100.64.0.1",
      "169.254.1.1",
      "0.0.0.0",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "fe80::1",
      "fc00::1",
      "fd12::1",
      "ff02::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "2001:db8::1",
      "2002:7f00:1::",
      "nonsense",
    ])
      expect([address, isPrivateAddress(address)]).toEqual([address, true]);
    for (const address of [
      "93.184.216.34",
      "1.1.1.1",
      "172.32.0.1",
      "2606:4700::1111",
      "2a00:1450:4001::200e",
    ])
      expect([address, isPrivateAddress(address)]).toEqual([address, false]);
  });

  test("how long a receiver wants to be left alone", () => {
    expect(retryAfterMs("30", 0)).toBe(30_000);
    expect(retryAfterMs("Thu, 01 Jan 1970 00:01:00 GMT", 0)).toBe(60_000);
    expect(retryAfterMs("soon", 0)).toBeNull();
    expect(retryAfterMs("999999999", 0)).toBe(86_400_000);
    expect(retryAfterMs(undefined, 0)).toBeNull();
  });
});

describe("a webhook", () => {
  test("is signed as Standard Webhooks has it, by every secret that it has", async () => {
    const receiver = await httpReceiver((response) => response.end());
    const hmac = `whsec_${randomBytes(32).toString("base64")}`;
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32);
    const secret = `whsk_${seed.toString("base64")} ${hmac}`;
    const to = `http://127.0.0.1:${receiver.port}/`;
    await webhookDeliverer(reach()).deliver(parcel({ to, secret }), noSignal);
    const [{ headers, body }] = receiver.requests as [(typeof receiver.requests)[0]];
    const plain = headers as Record<string, string>;
    expect(new Webhook(hmac).verify(body, plain)).toMatchObject({
      type: "plimsoll.trigger",
      data: { subject: "Roadmaps is down", thread: "roadmaps/1" },
    });
    const { verify } = await import("node:crypto");
    const signed = `${plain["webhook-id"]}.${plain["webhook-timestamp"]}.${body}`;
    const v1a = plain["webhook-signature"]!.split(" ").find((one) => one.startsWith("v1a,"))!;
    expect(verify(null, Buffer.from(signed), publicKey, Buffer.from(v1a.slice(4), "base64"))).toBe(
      true,
    );
    expect(() =>
      new Webhook(`whsec_${randomBytes(32).toString("base64")}`).verify(body, plain),
    ).toThrow();
    expect(
      await webhookDeliverer(reach()).deliver(parcel({ to, secret: "whsec_short" }), noSignal),
    ).toMatchObject({ kind: "refused" });
    await receiver.close();
  });
});

describe("PagerDuty", () => {
  test("opens, closes and notes by one key", async () => {
    const receiver = await httpReceiver((response) => response.writeHead(202).end("{}"));
    const by = pagerDutyDeliverer(reach(), `http://127.0.0.1:${receiver.port}/`);
    for (const action of ["trigger", "resolve", "notice"] as const)
      await by.deliver(parcel({ to: "key" }, { action }), noSignal);
    expect(receiver.requests.map(({ path }) => path)).toEqual([
      "/v2/enqueue",
      "/v2/enqueue",
      "/v2/change/enqueue",
    ]);
    const [opened, closed, noted] = receiver.requests.map(({ body }) => JSON.parse(body));
    expect(opened).toMatchObject({
      routing_key: "key",
      event_action: "trigger",
      dedup_key: "roadmaps/1",
      payload: {
        summary: "Roadmaps is down",
        source: "com.example.roadmaps",
        severity: "critical",
      },
      links: [{ text: "I take it" }],
    });
    expect(closed).toMatchObject({ event_action: "resolve", dedup_key: "roadmaps/1" });
    expect(noted).not.toHaveProperty("event_action");
    await receiver.close();
  });
});

describe("mail", () => {
  const settings = { from: "Plimsoll <status@example.com>", dkim: null };
  const opened: Deliverer[] = [];
  const deliverer = (
    smtp: string,
    dkim: Parameters<typeof mailDeliverer>[0] = null,
    timeoutMs = 2_000,
  ) => {
    const by = mailDeliverer({ ...settings, ...dkim, smtp }, timeoutMs);
    opened.push(by);
    return by;
  };
  afterAll(() => Promise.all(opened.map((one) => one.close())));

  test("arrives whole, marked as a machine's, and ends with one click under the signature", async () => {
    const receiver = await mailReceiver();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ format: "pem", type: "pkcs8" }) as string;
    const dkim = { domainName: "example.com", keySelector: "plimsoll", privateKey: pem };
    const by = deliverer(receiver.url, { ...settings, smtp: receiver.url, dkim });
    const unsubscribe = "https://status.example.com/unsubscribe/abc";
    const sent = parcel({ to: "ada@example.org", unsubscribe });
    expect(await by.deliver(sent, noSignal)).toMatchObject({ kind: "delivered" });
    expect(await by.deliver(sent, noSignal)).toMatchObject({ kind: "delivered" });
    const [mail, again] = receiver.mails;
    expect(mail!.messageId).toBe(again!.messageId);
    expect(mail).toMatchObject({ subject: "Roadmaps is down" });
    expect(mail!.text).toContain("All checks fail.");
    expect(mail!.text).toContain("https://status.example.com/do/abc");
    expect(mail!.html).toContain("No more of these");
    expect(mail!.headers.get("auto-submitted")).toBe("auto-generated");
    const raw = receiver.raws[0]!;
    expect(raw).toMatch(
      /^List-Unsubscribe: <https:\/\/status\.example\.com\/unsubscribe\/abc>\r?$/m,
    );
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    const signed = /DKIM-Signature:[\s\S]*?\sh=([^;]*);/
      .exec(raw)![1]!
      .toLowerCase()
      .replace(/\s/g, "");
    expect(signed.split(":")).toEqual(
      expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post"]),
    );
    await receiver.close();
  });

  test.for([
    [
      "refused for good",
      { code: 550 },
      { kind: "refused", reason: "the mail server answered 550" },
    ],
    ["put off", { code: 451 }, { kind: "failed", reason: "the mail server answered 451" }],
    ["read and not answered", "hang", { kind: "in-doubt" }],
    ["read by a server that dies", "die", { kind: "in-doubt" }],
  ] as const)("is %s", async ([, what, expected]) => {
    const receiver = await mailReceiver(() => what);
    const by = deliverer(receiver.url, null, 700);
    expect(await by.deliver(parcel({ to: "ada@example.org" }), noSignal)).toMatchObject(expected);
    await receiver.close();
  });

  test("nobody listens, or says nothing: it was not sent", async () => {
    const silent = await httpReceiver(() => {});
    const nobody = await deliverer("smtp://127.0.0.1:1").deliver(
      parcel({ to: "ada@example.org" }),
      noSignal,
    );
    const mute = await deliverer(`smtp://127.0.0.1:${silent.port}`, null, 500).deliver(
      parcel({ to: "ada@example.org" }),
      noSignal,
    );
    expect([nobody.kind, mute.kind]).toEqual(["failed", "failed"]);
    expect(JSON.stringify([nobody, mute])).not.toContain("ada@");
    await silent.close();
    expect(await mailDeliverer(null, 1).deliver(parcel(), noSignal)).toMatchObject({
      kind: "failed",
    });
  });

  test("nothing in a message breaks out of it", async () => {
    const receiver = await mailReceiver();
    const by = deliverer(receiver.url);
    const evil = "x\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script>\u0000";
    for (const to of [
      "ada@example.org\r\nRCPT TO:<eve@example.org>",
      "a@b,eve@example.org",
      "<a@b>",
      "",
    ])
      expect(await by.deliver(parcel({ to }), noSignal)).toMatchObject({ kind: "refused" });
    await by.deliver(
      parcel(
        { to: "ada@example.org" },
        { subject: evil, text: evil, addon: { key: "k", name: evil } },
      ),
      noSignal,
    );
    const [mail] = receiver.mails;
    expect(mail!.bcc).toBeUndefined();
    expect(mail!.to).toMatchObject({ text: "ada@example.org" });
    expect(mail!.html).not.toContain("<script>");
    await receiver.close();
  });
});

test("no text, whatever it is, makes a tag in a mail or a mention in a chat, and every block keeps its limit", async () => {
  const receiver = await httpReceiver((response) => response.end());
  const by = slackDeliverer(reach());
  const to = `http://127.0.0.1:${receiver.port}/`;
  const words = fc.string({ unit: "binary", minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(
      words,
      fc.string({ unit: "binary", maxLength: 5_000 }),
      async (subject, text) => {
        const sent = parcel(
          { to },
          { subject: `<!channel>${subject}`.slice(0, 200), text: `<@U1> & ${text}` },
        );
        const tags = (one: Parcel) => mailBody(one).html.split("<").length;
        const harmless = sent.message.text.replaceAll("<", "x");
        const { subject: title } = sent.message;
        const plain = parcel({ to }, { subject: title.replaceAll("<", "x"), text: harmless });
        expect(tags(sent)).toBe(tags(plain));
        await by.deliver(sent, noSignal);
        const { blocks, text: line } = JSON.parse(receiver.requests.at(-1)!.body);
        expect(line).not.toContain("<!");
        for (const block of blocks)
          for (const { text: own } of [block.text, ...(block.elements ?? [])].filter(Boolean))
            expect(own.length).toBeLessThanOrEqual(3_000);
        expect(blocks[1].text.text).not.toMatch(/<[^>]*>/);
      },
    ),
    { numRuns: 50 },
  );
  await receiver.close();
});
