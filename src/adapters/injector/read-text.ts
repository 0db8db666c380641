import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { PlimsollError } from "../../core/errors/index.ts";
import type { Target } from "../../loadtest/model/index.ts";
import { unreachable } from "./unreachable.ts";

const TIMEOUT_MS = 10_000;

/**
 * The text at an address of a target, which is trusted as far as the load that follows trusts it. A
 * redirect is not followed.
 * @throws PlimsollError `address.unreachable`
 */
export async function readTextAt(
  { mayBeUntrusted }: Target,
  url: string,
  limitBytes: number,
): Promise<string> {
  const response = await answerOf(url, mayBeUntrusted);
  const { statusCode = 0 } = response;
  if (statusCode < 200 || statusCode > 299) {
    response.destroy();
    throw refused(url, `it answers with status ${statusCode}`);
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw refused(url, (error as Error).message, error);
  }
  if (sizeBytes > limitBytes)
    throw refused(url, `its answer is larger than ${Math.round(limitBytes / 2 ** 20)} MiB`);
  return Buffer.concat(chunks).toString("utf8");
}

function answerOf(url: string, mayBeUntrusted: boolean): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { signal: AbortSignal.timeout(TIMEOUT_MS), agent: false } as const;
    const request = url.startsWith("https:")
      ? requestHttps(url, { ...options, rejectUnauthorized: !mayBeUntrusted }, resolve)
      : requestHttp(url, options, resolve);
    request.on("error", (error) =>
      reject(
        error.name === "AbortError"
          ? refused(url, `no answer within ${TIMEOUT_MS / 1000} s`, error)
          : unreachable(url, error),
      ),
    );
    request.end();
  });
}

const refused = (url: string, why: string, cause?: unknown): PlimsollError =>
  new PlimsollError("address.unreachable", `${url}: ${why}.`, { cause });
