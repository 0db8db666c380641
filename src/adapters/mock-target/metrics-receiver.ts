import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { decode } from "../../monitoring/index.ts";
import { DATABASE_METRIC, databaseTime } from "./database-time.ts";

const DATABASE_METRICS = new Set([DATABASE_METRIC]);
const MOST_BYTES = 32 << 20;

interface MetricsReceiver {
  /** What exporters are answered. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Takes what an add-on exports by OpenTelemetry over HTTP, and tells after each request how many
 * milliseconds its database operations took in all. Traces and logs are let in and dropped, so
 * that the add-on does what it does in production.
 */
export async function receiveMetrics(
  onDatabaseMs: (totalMs: number) => void,
): Promise<MetricsReceiver> {
  const database = databaseTime();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request).catch(() => null);
    const decoded = body !== null && request.url === "/v1/metrics" ? read(request, body) : null;
    if (decoded?.kind === "decoded") database.add(decoded.metrics);
    if (database.totalMs !== null) onDatabaseMs(database.totalMs);
    const type = request.headers["content-type"] ?? "application/x-protobuf";
    const isWhole = body !== null && (decoded === null || decoded.kind === "decoded");
    response.writeHead(isWhole ? 200 : 400, { "content-type": type });
    response.end(type.includes("json") ? "{}" : undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MOST_BYTES) throw new Error("The body is too large.");
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return request.headers["content-encoding"] === "gzip"
    ? gunzipSync(body, { maxOutputLength: MOST_BYTES })
    : body;
}

const read = ({ headers }: IncomingMessage, body: Buffer) =>
  decode(
    body,
    headers["content-type"]?.includes("json") ? "application/json" : "application/x-protobuf",
    DATABASE_METRICS,
  );
