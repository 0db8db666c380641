import {
  type AddressInfo,
  createServer,
  type Server,
  Socket,
  type SocketConstructorOpts,
} from "node:net";
import { ByteStream, type StreamEvents, sharedReading } from "../http1/index.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Takes a connection that was accepted: `open` gives its stream to whoever is to hear of it. */
export type OnConnection = (open: (events: StreamEvents) => ByteStream) => void;

export interface Listening {
  readonly port: number;
  /** Accepts no more; open connections are left to their handlers. */
  close(): Promise<void>;
}

/** @throws what the system says of an address that cannot be listened on, as Node names it */
export async function listen(address: Address, onConnection: OnConnection): Promise<Listening> {
  const options = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true };
  const server = createServer(options, (socket) =>
    onConnection((events) => streamOf(socket, events)),
  );
  const port = await bind(server, address);
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function bind(server: Server, { host, port }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * The stream of a socket that was accepted while paused. `net` offers to read into a buffer that is
 * used again to clients alone; a server's socket takes 64 KiB anew for each read, which costs about
 * as much as all that is done with a small request.
 */
function streamOf(accepted: Socket, events: StreamEvents): ByteStream {
  const handle = detachHandle(accepted);
  if (handle === null) {
    accepted.on("data", (bytes: Buffer) => events.onBytes(bytes, 0, bytes.length));
    return new ByteStream(accepted.resume(), events);
  }
  const options = { handle, allowHalfOpen: true, onread: sharedReading(events) };
  const socket = new Socket(options as unknown as SocketConstructorOpts);
  accepted.destroy();
  return new ByteStream(socket.resume(), events);
}

/** The system's handle of a socket, which the socket loses; null where this Node keeps it elsewhere. */
function detachHandle(socket: Socket): object | null {
  const bearer = socket as unknown as { _handle?: object | null };
  const handle = bearer._handle ?? null;
  if (handle !== null) bearer._handle = null;
  return handle;
}
