import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import type { RingSockets } from "./index.ts";
import { heard, isRingHere, nodeServer, opened, until } from "./testdata/ring-and-node.ts";

/** A connection to a server, once it is open, and what it hears. */
async function connected(sockets: RingSockets, port: number) {
  let answers = "";
  const { story, events } = heard((bytes) => {
    answers += bytes;
  });
  const socket = sockets.connect("127.0.0.1", port, events);
  await until(sockets, () => story.includes("open"));
  return { socket, story, answers: () => answers };
}

/** Keeps what is sent to it, and answers each time. */
async function listener() {
  let taken = "";
  const open: Socket[] = [];
  const port = await nodeServer((socket) => {
    open.push(socket);
    socket.on("data", (bytes: Buffer) => {
      taken += bytes;
      socket.write("yes");
    });
  });
  return { port, open, taken: () => taken };
}

describe.skipIf(!isRingHere)("a question", () => {
  test("is sent from the bytes themselves, which may be others after the answer", async () => {
    const [sockets, { port, taken }] = [opened(), await listener()];
    const { socket, story, answers } = await connected(sockets, port);
    const bytes = Buffer.alloc(20);
    for (const [n, question] of ["one?", "another one?", "three?"].entries()) {
      socket.ask(bytes, bytes.write(question));
      await until(sockets, () => answers().length === 3 * (n + 1));
    }
    expect(taken()).toBe("one?another one?three?");
    expect(story).toEqual(["open"]);
  });

  test("that is large leaves as fast as it is read, and all of it", async () => {
    let takenBytes = 0;
    let slow: Socket | null = null;
    const port = await nodeServer((socket) => {
      slow = socket.pause().on("data", ({ length }: Buffer) => {
        takenBytes += length;
      });
    });
    const sockets = opened();
    const { socket } = await connected(sockets, port);
    socket.ask(Buffer.alloc(20_000_000, "?"), 20_000_000);
    for (let turns = 0; turns < 20; turns++) sockets.turn(1);
    expect(socket.unsentBytes).toBeGreaterThan(0);
    await until(sockets, () => slow !== null);
    slow!.resume();
    await until(sockets, () => takenBytes === 20_000_000);
    expect(socket.unsentBytes).toBe(0);
  });

  test("is sent before the end that follows it", async () => {
    const [sockets, { port, open, taken }] = [opened(), await listener()];
    const { socket } = await connected(sockets, port);
    socket.ask(Buffer.from("and that is all"), 15);
    socket.end();
    await until(sockets, () => open[0]!.readableEnded);
    expect(taken()).toBe("and that is all");
  });

  test("to somebody who has gone breaks the connection by its name, once", async () => {
    const [sockets, { port, open }] = [opened(), await listener()];
    const { socket, story } = await connected(sockets, port);
    await until(sockets, () => open.length === 1);
    open[0]!.resetAndDestroy();
    await new Promise((resolve) => setImmediate(resolve));
    socket.ask(Buffer.from("?"), 1);
    await until(sockets, () => story.some((line) => line.startsWith("close")));
    sockets.turn(1);
    expect(story).toEqual(["open", expect.stringMatching(/^close (ECONNRESET|EPIPE)$/)]);
  });

  test("of a connection that was dropped goes to nobody else", async () => {
    const sockets = opened();
    const [asked, other] = [await listener(), await listener()];
    const { socket, story } = await connected(sockets, asked.port);
    socket.ask(Buffer.from("who is there?"), 13);
    socket.destroy();
    const { socket: another, answers } = await connected(sockets, other.port);
    another.ask(Buffer.from("me?"), 3);
    await until(sockets, () => answers() === "yes" && story.length > 1);
    expect(other.taken()).toBe("me?");
    expect(story).toEqual(["open", "close null"]);
  });
});
