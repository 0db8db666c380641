import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** From here on systems give ports to connections by themselves, and one may be gone before it is used. */
const GIVEN_AWAY_FROM = 32_768;

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const port = randomInt(10_000, GIVEN_AWAY_FROM);
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return freePort();
    throw error;
  }
  server.close();
  await once(server, "close");
  return port;
}
