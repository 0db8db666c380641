import type { Socket } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RingSockets } from "./index.ts";
import type { RingSocket } from "./ring-socket.ts";
import {
  closeAll,
  heard,
  isRingHere,
  nodeClient,
  nodeServer,
  opened,
  until,
} from "./testdata/ring-and-node.ts";

describe.skipIf(!isRingHere)("a connection that it opens", () => {
  test("carries bytes both ways and tells what happens to it, in order", async () => {
    const port = await nodeServer((socket) => socket.pipe(socket));
    const sockets = opened();
    let echoed = "";
    const { story, events } = heard((bytes) => {
      echoed += bytes;
    });
    const socket = sockets.connect("127.0.0.1", port, events);
    await until(sockets, () => story.includes("open"));
    socket.write(Buffer.from("to be or "));
    socket.write(Buffer.from("not to be"));
    await until(sockets, () => echoed === "to be or not to be");
    socket.end();
    await until(sockets, () => socket.isDestroyed && story.includes("close null"));
    expect(story).toEqual(["open", "drain", "end", "close null"]);
  });

  test("that nobody takes breaks by its name", async () => {
    const port = await nodeServer(() => {});
    closeAll();
    const sockets = opened();
    const { story, events } = heard();
    sockets.connect("127.0.0.1", port, events);
    await until(sockets, () => story.length > 0);
    expect(story).toEqual(["close ECONNREFUSED"]);
  });

  test("that the other side resets breaks by its name", async () => {
    const port = await nodeServer((socket) => socket.on("data", () => socket.resetAndDestroy()));
    const sockets = opened();
    const { story, events } = heard();
    const socket = sockets.connect("127.0.0.1", port, events);
    await until(sockets, () => story.includes("open"));
    socket.write(Buffer.from("hello"));
    await until(sockets, () => story.some((line) => line.startsWith("close")));
    expect(story).toEqual(["open", "drain", "close ECONNRESET"]);
  });

  test("sends what the other side is slow to read, whole and in order", async () => {
    let taken = Buffer.alloc(0);
    let slow: Socket | null = null;
    const port = await nodeServer((socket) => {
      slow = socket.pause().on("data", (bytes: Buffer) => {
        taken = Buffer.concat([taken, bytes]);
      });
    });
    const sockets = opened();
    const { story, events } = heard();
    const socket = sockets.connect("127.0.0.1", port, events);
    await until(sockets, () => story.includes("open"));
    const bytes = Buffer.from(Uint32Array.from({ length: 3_000_000 }, (_, n) => n).buffer);
    for (let at = 0; at < bytes.length; at += 1_000_001)
      socket.write(bytes.subarray(at, at + 1_000_001));
    socket.end();
    await until(sockets, () => slow !== null);
    for (let turns = 0; turns < 20; turns++) sockets.turn(1);
    expect(socket.unsentBytes).toBeGreaterThan(0);
    slow!.resume();
    await until(sockets, () => taken.length === bytes.length);
    expect(taken.equals(bytes)).toBe(true);
  });

  test("may be destroyed whatever it is about, and is heard of once more", async () => {
    const port = await nodeServer((socket) => socket.pause());
    const sockets = opened();
    const asked: ((socket: RingSocket) => void)[] = [
      () => {},
      () => sockets.turn(0),
      (socket) => socket.write(Buffer.alloc(10_000_000)),
      (socket) => socket.end(),
      (socket) => socket.pause(),
    ];
    const stories = asked.map((ask) => {
      const { story, events } = heard();
      const socket = sockets.connect("127.0.0.1", port, events);
      ask(socket);
      socket.destroy();
      socket.destroy();
      socket.write(Buffer.from("unheard"));
      return story;
    });
    await until(sockets, () => stories.every((story) => story.includes("close null")));
    expect(stories.map((story) => story.filter((line) => line.startsWith("close")))).toEqual(
      asked.map(() => ["close null"]),
    );
  });
});

describe.skipIf(!isRingHere)("a port that it listens on", () => {
  const echo = (sockets: RingSockets, host = "127.0.0.1") =>
    sockets.listen(host, 0, (socket) => ({
      ...heard().events,
      onBytes: (bytes, from, to) => socket.write(bytes.subarray(from, to)),
      onEnd: () => socket.end(),
    }));

  test("serves more connections than it has buffers, none of them with another's bytes", async () => {
    const sockets = opened();
    const { port } = echo(sockets);
    const clients = Array.from({ length: 600 }, () => nodeClient(port));
    const answers = clients.map((client, n) => {
      const said = `${n} `.repeat(3_000);
      const answer = { said, got: "" };
      client.on("data", (bytes) => {
        answer.got += bytes;
      });
      client.end(said);
      return answer;
    });
    await until(sockets, () => answers.every(({ said, got }) => said.length === got.length));
    expect(answers.every(({ said, got }) => said === got)).toBe(true);
  });

  test("is found at IPv6 addresses too", async () => {
    const sockets = opened();
    const client = nodeClient(echo(sockets, "::1").port, "::1");
    let got = "";
    client.on("data", (bytes) => {
      got += bytes;
    });
    client.end("six");
    await until(sockets, () => got === "six");
  });

  test("can be taken by one listener alone", () => {
    const sockets = opened();
    const { port } = echo(sockets);
    expect(() => sockets.listen("127.0.0.1", port, () => heard().events)).toThrow(
      expect.objectContaining({ code: "EADDRINUSE" }),
    );
  });

  test("is free once it is closed", async () => {
    const sockets = opened();
    const listener = echo(sockets);
    sockets.turn(0);
    listener.close();
    sockets.turn(0);
    const again = sockets.listen("127.0.0.1", listener.port, () => heard().events);
    expect(again.port).toBe(listener.port);
  });

  test("hears nothing more of a connection that it pauses, and all of it when it resumes", async () => {
    const sockets = opened();
    let got = "";
    let paused: RingSocket | null = null;
    const { port } = sockets.listen("127.0.0.1", 0, (socket) => ({
      ...heard().events,
      onBytes(bytes, from, to) {
        got += bytes.toString("latin1", from, to);
        if (paused === null) (paused = socket).pause();
      },
    }));
    const client = nodeClient(port);
    client.write("one");
    await until(sockets, () => got === "one");
    client.write(" two");
    await until(sockets, () => client.bytesWritten === 7);
    for (let turns = 0; turns < 20; turns++) sockets.turn(1);
    expect(got).toBe("one");
    paused!.resume();
    await until(sockets, () => got === "one two");
  });

  test("can reset a connection", async () => {
    const sockets = opened();
    const { port } = sockets.listen("127.0.0.1", 0, (socket) => ({
      ...heard().events,
      onBytes: () => socket.reset(),
    }));
    const client = nodeClient(port);
    let code = "";
    client.on("error", (error: NodeJS.ErrnoException) => {
      code = error.code ?? "";
    });
    client.write("hello");
    await until(sockets, () => code === "ECONNRESET");
  });
});

describe.skipIf(!isRingHere)("a turn", () => {
  test("waits no longer than asked when nothing comes", () => {
    const sockets = opened();
    const startMs = performance.now();
    expect(sockets.turn(20)).toBe(0);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(19.9);
  });

  test("whatever is written in whichever pieces arrives as it was", async () => {
    const sockets = opened();
    const taken: Buffer[] = [];
    const { port } = sockets.listen("127.0.0.1", 0, () => ({
      ...heard((bytes) => taken.push(bytes)).events,
    }));
    const { story, events } = heard();
    const socket = sockets.connect("127.0.0.1", port, events);
    await until(sockets, () => story.includes("open"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 20_000 }), fc.boolean()), { maxLength: 12 }),
        async (pieces) => {
          taken.length = 0;
          for (const [piece, isAlone] of pieces) {
            socket.write(Buffer.from(piece));
            if (isAlone) sockets.turn(0);
          }
          const all = Buffer.concat(pieces.map(([piece]) => piece));
          await until(
            sockets,
            () => taken.reduce((sum, { length }) => sum + length, 0) === all.length,
          );
          expect(Buffer.concat(taken).equals(all)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("is to be had only where it is asked for", () => {
    for (const env of [{}, { PLIMSOLL_IO_URING: "off" }, { PLIMSOLL_IO_URING: "" }])
      expect(RingSockets.open(env)).toBeNull();
  });

  test("after the end does nothing", () => {
    const sockets = opened();
    sockets.close();
    expect(sockets.turn(5)).toBe(0);
  });
});
