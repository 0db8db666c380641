import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { HostRequest, HostResponse } from "../../../mockhost/index.ts";
import { serveMockHost } from "../serve.ts";

/** A server that says what it was asked. */
export interface EchoServer {
  readonly port: number;
  /** What it understood since it was last asked for it, in the order in which it came. */
  drainHeard(): readonly string[];
  close(): Promise<void>;
}

const echoOf = ({ headers, body, ...rest }: HostRequest): string =>
  JSON.stringify({
    ...rest,
    headers: Object.entries(headers).toSorted(),
    body: Buffer.from(body).toString("latin1"),
  });

/** Requests keep the place in which they began, however late their bodies are there. */
function hearing() {
  const heard: (string | null)[] = [];
  return {
    begin: () => heard.push(null) - 1,
    hear: (place: number, request: HostRequest): string => (heard[place] = echoOf(request)),
    drainHeard: () => heard.splice(0).filter((echo) => echo !== null),
  };
}

export async function ourEcho(): Promise<EchoServer> {
  const { begin, hear, drainHeard } = hearing();
  const answer = (request: HostRequest): HostResponse => ({
    status: 200,
    body: hear(begin(), request),
  });
  const server = await serveMockHost({ host: "127.0.0.1", port: 0 }, () => answer);
  const port = Number(new URL(server.origin).port);
  return { port, drainHeard, close: () => server.close() };
}

/** Node's own, to compare ours with. */
export async function nodeEcho(): Promise<EchoServer> {
  const { begin, hear, drainHeard } = hearing();
  const server = createServer(async (incoming, outgoing) => {
    const place = begin();
    const body = await bodyOf(incoming).catch(() => null);
    if (body === null) return;
    const { method = "", url = "" } = incoming;
    const [path = "", ...query] = url.split("?");
    const headers = incoming.headers as HostRequest["headers"];
    const echo = hear(place, { method, path, query: query.join("?"), headers, body });
    outgoing.setHeader("content-length", Buffer.byteLength(echo)).end(echo);
  });
  // What was asked before the other side closed its half is answered, as by ours.
  Object.assign(server, { httpAllowHalfOpen: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    drainHeard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** One answer as it came over the wire. */
export interface Answered {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends pieces of bytes on one connection, closes its half of it, and takes everything apart that comes. */
export async function converse(
  { port }: Pick<EchoServer, "port">,
  pieces: readonly string[],
): Promise<readonly Answered[]> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }).setNoDelay(true);
  const received: Buffer[] = [];
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("data", (bytes: Buffer) => received.push(bytes)).on("error", () => {});
  await once(socket, "connect");
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    // Both turn in this process; a turn of the loop lets each piece arrive alone.
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
  await closed;
  return answersIn(Buffer.concat(received).toString("latin1"));
}

function answersIn(text: string): readonly Answered[] {
  const answers: Answered[] = [];
  for (let rest = text; rest !== ""; ) {
    const headEnd = rest.indexOf("\r\n\r\n");
    const [line = "", ...lines] = rest.slice(0, headEnd).split("\r\n");
    const headers = new Map(
      lines.map((header) => {
        const colon = header.indexOf(":");
        return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
      }),
    );
    const status = Number(line.split(" ")[1]);
    const isBare = status < 200 || status === 204;
    const length = isBare ? 0 : Number(headers.get("content-length") ?? 0);
    answers.push({ status, headers, body: rest.slice(headEnd + 4, headEnd + 4 + length) });
    rest = headEnd < 0 ? "" : rest.slice(headEnd + 4 + length);
  }
  return answers;
}
