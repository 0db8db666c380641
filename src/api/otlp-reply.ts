import { PbfWriter } from "pbf";
import type { Receipt } from "../monitoring/index.ts";

/** OTLP answers in the encoding it was asked in. */
export type OtlpEncoding = "application/x-protobuf" | "application/json";

type Encoded = Uint8Array<ArrayBuffer> | string;

/** google.rpc.Code of what can go wrong. */
export const RPC_CODE = {
  invalid: 3,
  exhausted: 8,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** ExportMetricsServiceResponse: empty where everything was accepted. */
export function encodeReceipt(receipt: Receipt, encoding: OtlpEncoding): Encoded {
  const { rejected } = receipt;
  const message = rejected.count > 0 ? explain(receipt) : "";
  if (encoding === "application/json")
    return JSON.stringify(
      rejected.count > 0
        ? {
            partialSuccess: {
              rejectedDataPoints: String(rejected.count),
              errorMessage: message,
            },
          }
        : {},
    );
  const pbf = new PbfWriter();
  if (rejected.count > 0)
    pbf.writeMessage(
      1,
      (_, inner: PbfWriter) => {
        inner.writeVarintField(1, rejected.count);
        inner.writeStringField(2, message);
      },
      null,
    );
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

function explain({ accepted, rejected }: Receipt): string {
  const reasons = [...rejected.reasons];
  const told = reasons.slice(0, MOST_REASONS).map(([reason, count]) => `${count} × ${reason}`);
  const rest = reasons.length > MOST_REASONS ? `; and ${reasons.length - MOST_REASONS} more` : "";
  const all = accepted + rejected.count;
  return `${rejected.count} of ${all} points refused: ${told.join("; ")}${rest}.`;
}
