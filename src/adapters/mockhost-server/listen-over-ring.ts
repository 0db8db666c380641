import { isIP } from "node:net";
import { RingLoop } from "../io-uring/index.ts";
import type { LineEvents } from "../lines/index.ts";
import type { Address, Listening, OnLine } from "./listening.ts";

/** Listens over a ring; null where this machine has none, or the host is more or less than an address. */
export function listenOverRing({ host, port }: Address, onLine: OnLine): Listening | null {
  const loop = isIP(host) && !host.includes("%") ? RingLoop.open() : null;
  if (loop === null) return null;
  try {
    const listener = loop.sockets.listen(host, port, (socket) => {
      let heard!: LineEvents;
      onLine((events) => {
        heard = events;
        return socket;
      });
      return heard;
    });
    return { port: listener.port, close: async () => loop.close() };
  } catch (error) {
    loop.close();
    throw error;
  }
}
