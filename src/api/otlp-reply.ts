import { PbfWriter } from "pbf";
import type { OtlpEncoding, Receipt } from "../monitoring/index.ts";

type Encoded = Uint8Array<ArrayBuffer> | string;

/** google.rpc.Code of what can go wrong. */
export const RPC_CODE = {
  invalid: 3,
  exhausted: 8,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/**
 * ExportMetricsServiceResponse: empty where everything was accepted and read. With a message and
 * nothing rejected it is a warning, as OTLP has it.
 */
export function encodeReceipt(receipt: Receipt, encoding: OtlpEncoding): Encoded {
  const { rejected } = receipt;
  const message = explain(receipt);
  if (encoding === "application/json") {
    const partialSuccess = { rejectedDataPoints: String(rejected), errorMessage: message };
    return JSON.stringify(message === "" ? {} : { partialSuccess });
  }
  const pbf = new PbfWriter();
  const writePartial = (_: null, inner: PbfWriter) => {
    if (rejected > 0) inner.writeVarintField(1, rejected);
    inner.writeStringField(2, message);
  };
  if (message !== "") pbf.writeMessage(1, writePartial, null);
  return Buffer.from(pbf.finish());
}

/** google.rpc.Status. */
export function encodeStatus(code: number, message: string, encoding: OtlpEncoding): Encoded {
  if (encoding === "application/json") return JSON.stringify({ code, message });
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, code);
  pbf.writeStringField(2, message);
  return Buffer.from(pbf.finish());
}

const MOST_REASONS = 10;

function explain({ accepted, rejected, notices }: Receipt): string {
  const of = (...kinds: Notice["kind"][]) =>
    listed(notices.filter(({ kind }) => kinds.includes(kind)));
  const refused = of("points-refused", "addon-not-named");
  const uncounted = of("metric-not-read", "counted-elsewhere");
  const inPart = of("counted-in-part");
  return [
    refused && `${rejected} of ${accepted + rejected} points refused: ${refused}.`,
    uncounted && `Not counted: ${uncounted}.`,
    inPart && `Counted only in part: ${inPart}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

type Notice = Receipt["notices"][number];

function listed(notices: readonly Notice[]): string {
  const reasons = notices.slice(0, MOST_REASONS).map(({ count, reason }) => `${count} × ${reason}`);
  const more = notices.length - reasons.length;
  return [...reasons, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
