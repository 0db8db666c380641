import { lookup } from "node:dns/promises";
import { connect, isIP, type OnReadOpts, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Target } from "../../loadtest/model/index.ts";
import { ByteStream, type StreamEvents, sharedReading } from "../http1/index.ts";
import { unreachable } from "./unreachable.ts";

/** A target with its name looked up once, so that no request waits for a resolver. */
export interface ResolvedAddress {
  readonly target: Target;
  readonly address: string;
}

/** Opens a connection; `onOpen` is called once bytes may be sent, TLS included. */
export function openStream(
  address: ResolvedAddress,
  events: StreamEvents,
  onOpen: () => void,
): ByteStream {
  return new ByteStream(dial(address, sharedReading(events), onOpen), events);
}

function dial(
  { target, address }: ResolvedAddress,
  onread: OnReadOpts | undefined,
  onOpen: () => void,
): Socket {
  const { port, host, isTls, mayBeUntrusted } = target;
  const reading = onread === undefined ? {} : { onread };
  const socket = isTls
    ? connectTls(
        {
          ...reading,
          host: address,
          port,
          ALPNProtocols: ["http/1.1"],
          rejectUnauthorized: !mayBeUntrusted,
          ...(isIP(host) ? {} : { servername: host }),
        },
        onOpen,
      )
    : connect({ ...reading, host: address, port, noDelay: true }, onOpen);
  if (isTls) socket.setNoDelay(true);
  return socket;
}

/**
 * Looks the target up and connects once, so that a load is not started against nobody.
 * @throws PlimsollError `address.unreachable`
 */
export async function resolveAddress(target: Target, timeoutMs: number): Promise<ResolvedAddress> {
  try {
    // Loopback is served on either family; the first that answers is the one for the run.
    const found = isIP(target.host)
      ? [{ address: target.host }]
      : await lookup(target.host, { all: true });
    let failure: unknown;
    for (const { address } of found) {
      try {
        await connectOnce({ target, address }, timeoutMs);
        return { target, address };
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  } catch (error) {
    throw unreachable(target.url, error);
  }
}

function connectOnce(address: ResolvedAddress, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = dial(address, undefined, () => {
      socket.destroy();
      resolve();
    });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error("it does not answer in time")));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("it closed the connection")));
  });
}
