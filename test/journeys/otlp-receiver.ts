import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { PbfReader } from "pbf";

/** One exponential histogram of one set of attributes, as an exporter sent it. */
interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  /** 1: delta, 2: cumulative. */
  readonly temporality: number;
  readonly count: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly resource: ReadonlyMap<string, string>;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly points: readonly ReceivedPoint[];
  readonly authorization: ReadonlySet<string | undefined>;
  close(): void;
}

/** The smallest receiver of OTLP metrics that can tell what it was sent; independent of the intake. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const points: ReceivedPoint[] = [];
  const authorization = new Set<string | undefined>();
  const server = createServer(async (request, response) => {
    authorization.add(request.headers.authorization);
    points.push(...pointsIn(await buffer(request)));
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    points,
    authorization,
    close: () => void server.close().closeAllConnections(),
  };
}

/** Field numbers are those of OpenTelemetry's metrics.proto. */
function pointsIn(request: Uint8Array): ReceivedPoint[] {
  return parts(request, 1).flatMap((resourceMetrics) => {
    const resource = attributesIn(parts(resourceMetrics, 1)[0]!, 1);
    const metrics = parts(resourceMetrics, 2).flatMap((scope) => parts(scope, 2));
    return metrics.flatMap((metric) =>
      parts(metric, 10).flatMap((histogram) =>
        parts(histogram, 1).map((point) => ({
          metric: text(metric, 1),
          unit: text(metric, 3),
          temporality: fieldsOf(histogram).numbers.get(2) ?? 0,
          count: fieldsOf(point).numbers.get(4) ?? 0,
          attributes: attributesIn(point, 1),
          resource,
        })),
      ),
    );
  });
}

const attributesIn = (message: Uint8Array, field: number): ReadonlyMap<string, string> =>
  new Map(
    parts(message, field).map((pair) => {
      const value = parts(pair, 2)[0]!;
      return [text(pair, 1), String(fieldsOf(value).numbers.get(3) ?? text(value, 1))];
    }),
  );

const parts = (message: Uint8Array, field: number): readonly Uint8Array[] =>
  fieldsOf(message)
    .bytes.filter(([tag]) => tag === field)
    .map(([, bytes]) => bytes);

const text = (message: Uint8Array, field: number): string =>
  new TextDecoder().decode(parts(message, field)[0]);

function fieldsOf(message: Uint8Array) {
  const fields = { numbers: new Map<number, number>(), bytes: [] as [number, Uint8Array][] };
  return new PbfReader(message).readFields((tag, into, pbf) => {
    if (pbf.type === 2) into.bytes.push([tag, pbf.readBytes()]);
    if (pbf.type === 1) into.numbers.set(tag, pbf.readFixed64());
    if (pbf.type === 0) into.numbers.set(tag, pbf.readVarint());
  }, fields);
}
