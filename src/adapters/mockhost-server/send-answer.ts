import type { HostResponse, TransportFault } from "../../mockhost/index.ts";
import type { ByteStream } from "../http1/index.ts";
import { answerHead, hasNoBody } from "./answer-head.ts";

/** How an answer goes out. */
export interface Sending {
  /** The answer to HEAD says how long its body would be, and has none. */
  readonly isHeadOnly: boolean;
  readonly keepsAlive: boolean;
  /** Called once everything is written, or will never be. */
  readonly done: () => void;
}

const FLAWLESS: TransportFault = {};
const STEPS_PER_SECOND = 10;

/** What is said where the host itself fails. */
export const broken: HostResponse = {
  status: 500,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errorMessages: ["Internal server error"], errors: {} }),
};

/** Sends an answer, with the faults of the wire that it asks for. */
export function sendAnswer(stream: ByteStream, answer: HostResponse, sending: Sending): void {
  const { fault = FLAWLESS } = answer;
  if (fault.delayMs) {
    const later = { ...answer, fault: { ...fault, delayMs: 0 } };
    setTimeout(() => sendAnswer(stream, later, sending), fault.delayMs);
  } else if (stream.isDestroyed) sending.done();
  else if (fault.reset) {
    stream.reset();
    sending.done();
  } else if (fault.bytesPerSecond) writeSlowly(stream, answer, sending, fault.bytesPerSecond);
  else {
    write(stream, answer, sending);
    sending.done();
  }
}

/** Where answers are put together, but for the longest. */
const scratch = Buffer.allocUnsafeSlow(65_536);

/** In one piece. */
function write(
  stream: ByteStream,
  answer: HostResponse,
  { isHeadOnly, keepsAlive }: Sending,
): void {
  const { body = "" } = answer;
  const bodyBytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const head = answerHead(answer, bodyBytes, keepsAlive);
  const sentBytes = isHeadOnly || hasNoBody(answer.status) ? 0 : bodyBytes;
  const sizeBytes = head.length + sentBytes;
  const bytes = sizeBytes > scratch.length ? Buffer.allocUnsafeSlow(sizeBytes) : scratch;
  const at = bytes.write(head, "latin1");
  if (sentBytes > 0) {
    if (typeof body !== "string") bytes.set(body, at);
    else bytes.write(body, at, sentBytes === body.length ? "latin1" : "utf8");
  }
  stream.write(bytes, sizeBytes);
}

const bytesOf = (body: string | Uint8Array): Buffer =>
  typeof body === "string"
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.length);

/** A tenth of a second's bytes at a time. */
function writeSlowly(
  stream: ByteStream,
  answer: HostResponse,
  { isHeadOnly, keepsAlive, done }: Sending,
  bytesPerSecond: number,
): void {
  const bytes = bytesOf(answer.body ?? "");
  const step = Math.max(1, Math.round(bytesPerSecond / STEPS_PER_SECOND));
  let at = 0;
  stream.write(Buffer.from(answerHead(answer, bytes.length, keepsAlive), "latin1"));
  const timer = setInterval(() => {
    if (stream.isDestroyed || isHeadOnly || at >= bytes.length) {
      clearInterval(timer);
      done();
    } else stream.write(bytes.subarray(at, (at += step)));
  }, 1_000 / STEPS_PER_SECOND);
}
