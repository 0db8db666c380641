import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers at once, but that for one second in ten it does nothing at all. */
const EVERY_MS = 10_000;
const STALL_MS = 1_000;

const server = createServer((_, response) => response.end("hello, world\n"));
server.listen(0, "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
  setInterval(() => {
    const end = performance.now() + STALL_MS;
    while (performance.now() < end);
  }, EVERY_MS);
});
