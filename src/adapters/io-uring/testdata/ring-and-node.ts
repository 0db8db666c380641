import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach } from "vitest";
import type { LineEvents } from "../../lines/index.ts";
import { RingSockets } from "../index.ts";

/** An environment in which a ring is asked for. */
export const wanted = { PLIMSOLL_IO_URING: "on" };

const probe = RingSockets.open(wanted);
probe?.close();

export const isRingHere = probe !== null;

const closers: (() => void)[] = [];
afterEach(() => closeAll());

/** Closes what a test has opened so far; the rest is closed when it is over. */
export function closeAll(): void {
  for (const close of closers.splice(0)) close();
}

/** Sockets over a ring of the test's own. */
export function opened(): RingSockets {
  const sockets = RingSockets.open(wanted)!;
  closers.push(() => sockets.close());
  return sockets;
}

/** Takes turns, and lets Node's own sockets take theirs, until it is so. */
export async function until(sockets: RingSockets, isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > endMs) throw new Error("It did not come to be so.");
    sockets.turn(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Writes down what a socket tells. */
export function heard(onBytes: (bytes: Buffer) => void = () => {}) {
  const story: string[] = [];
  const events: LineEvents = {
    onOpen: () => story.push("open"),
    onBytes: (bytes, from, to) => onBytes(Buffer.from(bytes.subarray(from, to))),
    onDrain: () => story.push("drain"),
    onEnd: () => story.push("end"),
    onClose: (code) => story.push(`close ${code}`),
  };
  return { story, events };
}

export async function nodeServer(serve: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on("error", () => {});
    serve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export function nodeClient(port: number, host = "127.0.0.1"): Socket {
  const client = connect({ port, host, allowHalfOpen: true }).on("error", () => {});
  closers.push(() => client.destroy());
  return client;
}

