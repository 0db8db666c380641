import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PlimsollError } from "../../errors/index.ts";
import type { HostRequest, HostResponse } from "../../mockhost/index.ts";
import { sendAnswer } from "./send-answer.ts";

export interface MockHostServer {
  /** "http://127.0.0.1:7310" */
  readonly origin: string;
  close(): Promise<void>;
}

/** Answers one request; synchronous for everything that needs no call to an add-on. */
type Answer = (request: HostRequest) => HostResponse | Promise<HostResponse>;

const NO_BODY = new Uint8Array(0);
/** The host takes attachments of 10 MB by default; anything larger is refused unread. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Listens; `answer` is made once the origin is known, because every site's address contains it. */
export async function serveMockHost(
  address: { readonly host: string; readonly port: number },
  prepare: (origin: string) => Answer,
): Promise<MockHostServer> {
  let answer: Answer | null = null;
  const server = createServer(
    { keepAliveTimeout: 65_000, optimizeEmptyRequests: true },
    (incoming, outgoing) => receive(incoming, outgoing, answer!),
  );
  const port = await listen(server, address);
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  const origin = `http://${host}:${port}`;
  answer = prepare(origin);
  return { origin, close: () => stop(server) };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new PlimsollError("address.taken", `${host}:${port} is taken by another process.`)
          : error,
      ),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function receive(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answer): void {
  const length = incoming.headers["content-length"];
  if (
    (length === undefined || length === "0") &&
    incoming.headers["transfer-encoding"] === undefined
  ) {
    respond(hostRequest(incoming, NO_BODY), outgoing, answer);
    return;
  }
  if (Number(length) > MAX_BODY_BYTES) {
    refuseLarge(incoming, outgoing);
    return;
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  incoming.on("data", (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (!outgoing.headersSent) refuseLarge(incoming, outgoing);
  });
  incoming.on("end", () => {
    if (!outgoing.headersSent)
      respond(hostRequest(incoming, Buffer.concat(chunks)), outgoing, answer);
  });
  incoming.on("error", () => outgoing.destroy());
}

function hostRequest(incoming: IncomingMessage, body: Uint8Array): HostRequest {
  const url = incoming.url ?? "/";
  const at = url.indexOf("?");
  return {
    method: incoming.method ?? "GET",
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? "" : url.slice(at + 1),
    headers: incoming.headers as HostRequest["headers"],
    body,
  };
}

function respond(request: HostRequest, outgoing: ServerResponse, answer: Answer): void {
  try {
    const response = answer(request);
    if (response instanceof Promise)
      response.then(
        (settled) => sendAnswer(outgoing, settled),
        () => sendAnswer(outgoing, broken),
      );
    else sendAnswer(outgoing, response);
  } catch {
    sendAnswer(outgoing, broken);
  }
}

const broken: HostResponse = {
  status: 500,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errorMessages: ["Internal server error"], errors: {} }),
};

function refuseLarge(incoming: IncomingMessage, outgoing: ServerResponse): void {
  incoming.unpipe();
  outgoing.writeHead(413, { "content-type": "application/json", connection: "close" });
  outgoing.end(JSON.stringify({ errorMessages: ["The request body is too large."], errors: {} }));
}
