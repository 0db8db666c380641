import {
  type AddressInfo,
  createServer,
  type Server,
  Socket,
  type SocketConstructorOpts,
} from "node:net";
import { type Line, type LineEvents, NetLine, reading } from "../lines/index.ts";
import type { Address, Listening, OnLine } from "./listening.ts";

/** Listens with Node's own sockets. */
export async function listenOverNet(address: Address, onLine: OnLine): Promise<Listening> {
  const options = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true };
  const server = createServer(options, (socket) => onLine((events) => lineOf(socket, events)));
  const port = await listen(server, address);
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function listen(server: Server, { host, port }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * The line of a socket that was accepted while paused. `net` offers to read into a buffer that is used
 * again to clients alone; a server's socket takes 64 KiB anew for each read, which costs about as
 * much as all that is done with a small request.
 */
function lineOf(accepted: Socket, events: LineEvents): Line {
  const handle = takeHandle(accepted);
  if (handle === null) {
    accepted.on("data", (bytes: Buffer) => events.onBytes(bytes, 0, bytes.length));
    return new NetLine(accepted.resume(), events);
  }
  const options = { handle, allowHalfOpen: true, onread: reading(events) };
  const socket = new Socket(options as unknown as SocketConstructorOpts);
  accepted.destroy();
  return new NetLine(socket.resume(), events);
}

/** What a socket stands for, which it loses; null where this Node keeps it elsewhere. */
function takeHandle(socket: Socket): object | null {
  const bearer = socket as unknown as { _handle?: object | null };
  const handle = bearer._handle ?? null;
  if (handle !== null) bearer._handle = null;
  return handle;
}
