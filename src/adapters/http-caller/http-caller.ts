import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { CallOut, OutboundCall, OutboundResult } from "../../mockhost/index.ts";

export interface HttpCaller {
  readonly callOut: CallOut;
  close(): Promise<void>;
}

const MOST_BODY_BYTES = 1 << 20;
const MOST_SOCKETS = 256;

/** Source: RFC 9110 §9.2.2. */
const IDEMPOTENT: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** Calls add-ons over HTTP with connections kept open, as the host does. Redirects are answers. */
export function httpCaller(): HttpCaller {
  const options = { keepAlive: true, maxSockets: MOST_SOCKETS, scheduling: "lifo" } as const;
  const agents = { "http:": new HttpAgent(options), "https:": new HttpsAgent(options) };
  return {
    callOut: (call) => callOnce(call, agents, performance.now()),
    async close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** Connections that are kept; null: one for this call alone. */
type Agents = { readonly "http:": HttpAgent; readonly "https:": HttpsAgent } | null;

function callOnce(call: OutboundCall, agents: Agents, startMs: number): Promise<OutboundResult> {
  const tookMs = () => performance.now() - startMs;
  return new Promise((resolve) => {
    const failed = (reason: FailureReason, detail: string) =>
      resolve({ kind: "failed", reason, detail, tookMs: tookMs() });
    if (!URL.canParse(call.url)) return failed("malformed", `${call.url} is no address`);
    const { protocol } = new URL(call.url);
    if (protocol !== "http:" && protocol !== "https:")
      return failed("malformed", `${protocol} is not HTTP`);
    const { method, headers, timeoutMs, connectTimeoutMs } = call;
    const send = protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(
      call.url,
      { method, headers, agent: agents?.[protocol] ?? false },
      (response) => {
        readBody(response).then(
          (body) =>
            resolve({
              kind: "answered",
              status: response.statusCode ?? 0,
              headers: plainHeaders(response),
              body,
              tookMs: tookMs(),
            }),
          (error: NodeJS.ErrnoException) => failed(reasonOf(error), error.message),
        );
      },
    );
    const giveUpAfter = (ms: number, what: string) => {
      const timer = setTimeout(() => {
        failed("timeout", `no ${what} within ${ms} ms`);
        request.destroy();
      }, ms);
      request.on("close", () => clearTimeout(timer));
      return timer;
    };
    giveUpAfter(timeoutMs, "answer");
    request.on("socket", (socket) => {
      if (connectTimeoutMs === undefined || !socket.connecting) return;
      const connecting = giveUpAfter(connectTimeoutMs, "connection");
      const isThere = protocol === "https:" ? "secureConnect" : "connect";
      socket.once(isThere, () => clearTimeout(connecting));
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      // Closed as the request left: what may be done twice is, on a connection that is nobody else's.
      const isRace = request.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? "");
      const leftMs = timeoutMs - tookMs();
      if (isRace && IDEMPOTENT.has(method) && leftMs > 0)
        resolve(callOnce({ ...call, timeoutMs: Math.ceil(leftMs) }, null, startMs));
      else failed(reasonOf(error), error.message);
    });
    request.end(call.body ?? undefined);
  });
}

type FailureReason = Extract<OutboundResult, { kind: "failed" }>["reason"];

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const plainHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

const codes: Readonly<Record<string, FailureReason>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ETIMEDOUT: "timeout",
};

function reasonOf({ code = "" }: NodeJS.ErrnoException): FailureReason {
  if (code.startsWith("HPE_")) return "malformed";
  if (/CERT|TLS|SSL/.test(code)) return "tls";
  return codes[code] ?? "reset";
}
