import { Socket, type SocketConstructorOpts } from "node:net";

/** All connections read into it: whoever is told of bytes takes what is to stay. */
const shared = Buffer.allocUnsafeSlow(65_536);

/**
 * The connection of a socket that a server accepted while paused, told of its bytes in a buffer that
 * is soon used again. `net` offers that to clients alone (`onread`); a server's socket takes 64 KiB
 * anew for each read, which costs about as much as all that is done with a small request.
 */
export function readingShared(accepted: Socket, take: (bytes: Buffer) => void): Socket {
  const handle = takeHandle(accepted);
  if (handle === null) return accepted.on("data", take).resume();
  const callback = (sizeBytes: number) => {
    take(shared.subarray(0, sizeBytes));
    return true;
  };
  const options = { handle, allowHalfOpen: true, onread: { buffer: shared, callback } };
  const socket = new Socket(options as unknown as SocketConstructorOpts);
  accepted.destroy();
  return socket.resume();
}

/** What a socket stands for, which it loses; null where this Node keeps it elsewhere. */
function takeHandle(socket: Socket): object | null {
  const bearer = socket as unknown as { _handle?: object | null };
  const handle = bearer._handle ?? null;
  if (handle !== null) bearer._handle = null;
  return handle;
}
