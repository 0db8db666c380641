import type { Socket } from "node:net";
import type { HostResponse, TransportFault } from "../../mockhost/index.ts";
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
export function sendAnswer(socket: Socket, answer: HostResponse, sending: Sending): void {
  const { fault = FLAWLESS } = answer;
  if (fault.delayMs) {
    const later = { ...answer, fault: { ...fault, delayMs: 0 } };
    setTimeout(() => sendAnswer(socket, later, sending), fault.delayMs);
  } else if (socket.destroyed) sending.done();
  else if (fault.reset) {
    socket.resetAndDestroy();
    sending.done();
  } else if (fault.bytesPerSecond) writeSlowly(socket, answer, sending, fault.bytesPerSecond);
  else {
    write(socket, answer, sending);
    sending.done();
  }
}

/** Where answers are put together; another takes its place when the wire still holds on to this one. */
let sheet = Buffer.allocUnsafeSlow(65_536);

/** In one piece. */
function write(socket: Socket, answer: HostResponse, { isHeadOnly, keepsAlive }: Sending): void {
  const { body = "" } = answer;
  const sizeBytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const head = answerHead(answer, sizeBytes, keepsAlive);
  if (isHeadOnly || sizeBytes === 0 || hasNoBody(answer.status)) socket.write(head, "latin1");
  else if (head.length + sizeBytes > sheet.length)
    socket.write(Buffer.concat([Buffer.from(head, "latin1"), bytesOf(body)]));
  else {
    const at = sheet.write(head, "latin1");
    if (typeof body !== "string") sheet.set(body, at);
    else sheet.write(body, at, sizeBytes === body.length ? "latin1" : "utf8");
    socket.write(sheet.subarray(0, at + sizeBytes));
    if (socket.writableLength > 0) sheet = Buffer.allocUnsafeSlow(sheet.length);
  }
}

const bytesOf = (body: string | Uint8Array): Uint8Array =>
  typeof body === "string" ? Buffer.from(body) : body;

/** A tenth of a second's bytes at a time. */
function writeSlowly(
  socket: Socket,
  answer: HostResponse,
  { isHeadOnly, keepsAlive, done }: Sending,
  bytesPerSecond: number,
): void {
  const bytes = bytesOf(answer.body ?? "");
  const step = Math.max(1, Math.round(bytesPerSecond / STEPS_PER_SECOND));
  let at = 0;
  socket.write(answerHead(answer, bytes.length, keepsAlive), "latin1");
  const timer = setInterval(() => {
    if (socket.destroyed || isHeadOnly || at >= bytes.length) {
      clearInterval(timer);
      done();
    } else socket.write(bytes.subarray(at, (at += step)));
  }, 1_000 / STEPS_PER_SECOND);
}
