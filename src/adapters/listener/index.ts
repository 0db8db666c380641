import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { PlimsollError } from "../../core/errors/index.ts";

export interface Listener {
  /** "http://127.0.0.1:7300/" */
  readonly url: string;
  close(): Promise<void>;
}

type Answer = (request: Request) => Response | Promise<Response>;

/**
 * Answers HTTP on an address. Whatever is still open at `close` gets a moment to finish.
 * @throws PlimsollError `address.taken`
 */
export async function listen(
  answer: Answer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listener> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const starting = serve({ fetch: answer, hostname: host, port }, () => resolve(starting));
    starting.once("error", (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)));
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`,
    close: () => stop(server),
  };
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return error;
  const why = error.code === "EACCES" ? "may not be listened on" : "is taken by another process";
  return new PlimsollError("address.taken", `${host}:${port} ${why}.`, { cause: error });
}

const GRACE_MS = 2_000;

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(
      () => "closeAllConnections" in server && server.closeAllConnections(),
      GRACE_MS,
    );
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
