import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { HostResponse, TransportFault } from "../../mockhost/index.ts";

/** Sends an answer, with the faults of the wire that it asks for. */
export function sendAnswer(outgoing: ServerResponse, answer: HostResponse): void {
  const { fault } = answer;
  if (fault?.delayMs) {
    const later = { ...answer, fault: { ...fault, delayMs: 0 } };
    setTimeout(() => sendAnswer(outgoing, later), fault.delayMs);
  } else if (fault?.reset) outgoing.socket?.resetAndDestroy();
  else if (fault?.bytesPerSecond) writeSlowly(outgoing, answer, fault);
  else write(outgoing, answer);
}

function write(outgoing: ServerResponse, answer: HostResponse): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(answer.status, headersOf(answer));
  outgoing.end(answer.body);
}

const headersOf = ({ status, headers, body }: HostResponse): OutgoingHttpHeaders =>
  status === 204
    ? { ...(headers as OutgoingHttpHeaders) }
    : {
        ...(headers as OutgoingHttpHeaders),
        "content-length": body === undefined ? 0 : Buffer.byteLength(body),
      };

/** A tenth of a second's bytes at a time. */
function writeSlowly(outgoing: ServerResponse, answer: HostResponse, fault: TransportFault): void {
  const bytes = Buffer.from(answer.body ?? "");
  const step = Math.max(1, Math.round((fault.bytesPerSecond ?? 1) / 10));
  let at = 0;
  outgoing.writeHead(answer.status, headersOf(answer));
  const timer = setInterval(() => {
    if (outgoing.destroyed || at >= bytes.length) {
      clearInterval(timer);
      outgoing.end();
      return;
    }
    outgoing.write(bytes.subarray(at, (at += step)));
  }, 100);
}
