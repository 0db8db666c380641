import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { MessageChannel } from "node:worker_threads";
import { afterEach, describe, expect, test } from "vitest";
import { RingLoop } from "./index.ts";
import { isRingHere, wanted } from "./testdata/ring-and-node.ts";

const loops: RingLoop[] = [];
afterEach(() => {
  for (const loop of loops.splice(0)) loop.close();
});

/** A port on which everything is sent back, served by a loop of this thread. */
function echo(): number {
  const loop = RingLoop.open(wanted)!;
  loops.push(loop);
  const { port } = loop.sockets.listen("127.0.0.1", 0, (socket) => ({
    ...{ onOpen() {}, onDrain() {}, onClose() {} },
    onBytes: (bytes, from, to) => socket.write(bytes.subarray(from, to)),
    onEnd: () => socket.end(),
  }));
  return port;
}

async function echoed(port: number, text: string): Promise<string> {
  const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true }).setEncoding("utf8");
  client.end(text);
  let got = "";
  for await (const piece of client) got += piece;
  return got;
}

describe.skipIf(!isRingHere)("a ring on a thread on which other things go on", () => {
  test("serves whoever comes, one after the other and all at once", async () => {
    const port = echo();
    expect(await echoed(port, "first")).toBe("first");
    const texts = Array.from({ length: 300 }, (_, n) => `${n} `.repeat(100));
    expect(await Promise.all(texts.map((text) => echoed(port, text)))).toEqual(texts);
  });

  test.for<[string, () => Promise<unknown>]>([
    ["a timer", () => new Promise((resolve) => setTimeout(resolve, 3))],
    ["a file", () => readFile(import.meta.filename)],
    [
      "a message",
      async () => {
        const { port1, port2 } = new MessageChannel();
        port1.postMessage("hello");
        await once(port2, "message");
        port1.close();
      },
    ],
    [
      "a thousand turns of the event loop",
      async () => {
        for (let n = 0; n < 1_000; n++) await new Promise((resolve) => setImmediate(resolve));
      },
    ],
  ])("lets %s have its turn while it waits", async ([, happens]) => {
    const port = echo();
    await happens();
    expect(await echoed(port, "still here")).toBe("still here");
  });

  test("can be two on the same thread", async () => {
    const ports = [echo(), echo()];
    expect(await Promise.all(ports.map((port) => echoed(port, `${port}`)))).toEqual(
      ports.map(String),
    );
  });

  test("ends with its connections and its port", async () => {
    const port = echo();
    const client = connect(port, "127.0.0.1").on("error", () => {});
    await once(client, "connect");
    client.write("x");
    await once(client, "data");
    for (const loop of loops.splice(0)) loop.close();
    await expect(echoed(port, "x")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await once(client, "close");
  });
});
