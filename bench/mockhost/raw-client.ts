import { connect, type Socket } from "node:net";

/**
 * Asks as fast as a few connections can, with no more work than finding where an answer ends.
 * Told over IPC what to ask and how often; answers when every answer has come.
 */
interface Round {
  readonly port: number;
  readonly requests: readonly string[];
  readonly count: number;
}

const CONNECTIONS = 32;
const HEAD_END = Buffer.from("\r\n\r\n");

const kept = new Map<number, readonly Socket[]>();
const texts = new Map<number, readonly Buffer[]>();

process.on("message", (round: Round) => {
  if (round.requests.length > 0)
    texts.set(
      round.port,
      round.requests.map((text) => Buffer.from(text)),
    );
  ask(round).then(
    (statuses) => process.send?.({ kind: "done", statuses }),
    (error: Error) => process.send?.({ kind: "failed", message: error.message }),
  );
});
process.on("disconnect", () => process.exit(0));

/** How often each status was answered. */
async function ask({ port, count }: Round): Promise<Readonly<Record<string, number>>> {
  const requests = texts.get(port)!;
  const statuses: Record<string, number> = {};
  const sockets = kept.get(port) ?? (await openAll(port));
  kept.set(port, sockets);
  let sent = 0;
  await Promise.all(
    sockets.map(async (socket) => {
      while (sent < count) {
        const status = await askOnce(socket, requests[sent++ % requests.length]!);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  return statuses;
}

const openAll = (port: number): Promise<readonly Socket[]> =>
  Promise.all(
    Array.from(
      { length: CONNECTIONS },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = connect(port, "127.0.0.1", () => resolve(socket)).setNoDelay(true);
          socket.once("error", reject);
        }),
    ),
  );

function askOnce(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const receive = (chunk: Buffer) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      if (!isWhole(bytes)) return;
      socket.off("data", receive);
      socket.off("close", reject);
      resolve(bytes.toString("latin1", 9, 12));
    };
    socket.on("data", receive);
    socket.once("close", reject);
    socket.write(request);
  });
}

function isWhole(bytes: Buffer): boolean {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return false;
  const head = bytes.toString("latin1", 0, headEnd).toLowerCase();
  const at = head.indexOf("content-length:");
  if (at < 0) return bytes.subarray(-5).equals(Buffer.from("0\r\n\r\n"));
  return bytes.length >= headEnd + 4 + Number.parseInt(head.slice(at + 15), 10);
}
