import { describe, expect, test } from "vitest";
import { fakeClock } from "../core/time/index.ts";
import { BODY_LIMITS, bodyReader } from "./body-reader.ts";

/** A request whose body comes as the test sends it. */
function sending() {
  let stream!: ReadableStreamDefaultController<Uint8Array>;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (stream = controller),
    cancel: () => void (isCancelled = true),
  });
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  return {
    request: new Request("http://plimsoll.example", init),
    send: (bytes: number) => stream.enqueue(new Uint8Array(bytes)),
    end: () => stream.close(),
    isCancelled: () => isCancelled,
  };
}

async function stage(limits: Partial<typeof BODY_LIMITS> = {}) {
  const clock = fakeClock();
  return { clock, reader: bodyReader(clock, { ...BODY_LIMITS, ...limits }) };
}
/** Lets what was sent arrive. */
const arrive = () => new Promise((resolve) => setImmediate(resolve));

describe("a body", () => {
  test("is read whole, however it comes", async () => {
    const { reader } = await stage();
    const { request, send, end } = sending();
    const read = reader.read(request);
    send(10);
    await arrive();
    send(20);
    end();
    expect(await read).toEqual({ kind: "body", body: Buffer.alloc(30) });
  });

  test("that is not there in time is given up, and what is still to come is not waited for", async () => {
    const { clock, reader } = await stage();
    const { request, send, isCancelled } = sending();
    const read = reader.read(request);
    send(10);
    await clock.advance(29_999);
    send(10);
    await clock.advance(1);
    expect(await read).toMatchObject({ kind: "slow", message: expect.stringContaining("30 s") });
    expect(isCancelled()).toBe(true);
  });

  test("that is too large is given up at once", async () => {
    const { reader } = await stage({ mostBytes: 100 });
    const { request, send } = sending();
    const read = reader.read(request);
    send(101);
    expect((await read).kind).toBe("too-large");
  });
});

describe("senders that stall keep nobody out", () => {
  test("beyond so many bodies the one under way the longest makes room", async () => {
    const { reader } = await stage({ mostUnderWay: 3 });
    const stalled = [sending(), sending(), sending()];
    const reads = stalled.map(({ request }) => reader.read(request));
    const quick = sending();
    const read = reader.read(quick.request);
    quick.send(5);
    quick.end();
    expect(await read).toMatchObject({ kind: "body" });
    expect((await reads[0]!).kind).toBe("crowded-out");
    stalled[1]!.end();
    expect((await reads[1]!).kind).toBe("body");
  });

  test("beyond so many bytes too, and what has left takes no room", async () => {
    const { reader } = await stage({ mostBytesUnderWay: 100 });
    const [a, b, c] = [sending(), sending(), sending()];
    const reads = [a, b, c].map(({ request }) => reader.read(request));
    a.send(60);
    a.end();
    expect((await reads[0]!).kind).toBe("body");
    b.send(60);
    await arrive();
    c.send(60);
    expect((await reads[1]!).kind).toBe("crowded-out");
    c.send(30);
    c.end();
    expect(await reads[2]!).toMatchObject({ kind: "body", body: Buffer.alloc(90) });
  });
});
