import { type LoadResult, type LoadOptions, loadResult, readPlan } from "../../../loadtest/index.ts";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach } from "vitest";
import { parseDuration } from "../../../core/contract/index.ts";
import { injector } from "../index.ts";

/** A whole answer. */
export const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/** What was served for the present test; it ends with it. */
export const opened: { server: Server; sockets: Set<Socket> }[] = [];
afterEach(() => {
  for (const { server, sockets } of opened.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** A server on loopback that does this with each connection; the first one is only a knock. */
export async function serve(serveOne: (socket: Socket) => void, server = createServer()): Promise<string> {
  const sockets = new Set<Socket>();
  opened.push({ server, sockets });
  server.on("secureConnection" in server ? "secureConnection" : "connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    serveOne(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A server that does this on whatever arrives. */
export const answering = (answer: (socket: Socket) => void) =>
  serve((socket) => socket.on("data", () => answer(socket)));

/** Ten requests within 200 ms over four connections, unless wished otherwise. */
export async function load(
  url: string,
  wish: Partial<LoadOptions> = {},
  signal = new AbortController().signal,
): Promise<LoadResult> {
  const open = wish.isClosed ? {} : { rate: "50" };
  const reading = readPlan(
    {
      ...{ url, ...open, duration: "200ms", timeout: "400ms", connections: "4" },
      ...{ headers: [], isClosed: false, isInsecure: false, allowedHosts: [] },
      ...wish,
    },
    parseDuration,
  );
  if (reading.kind !== "plan") throw new Error(JSON.stringify(reading));
  return loadResult(reading.plan, await injector().inject(reading.plan, [], { signal }));
}
