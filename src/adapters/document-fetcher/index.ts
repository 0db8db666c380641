import type { FetchDocument } from "../../host-status/index.ts";
import type { FetchMetrics } from "../../resources/index.ts";

const TIMEOUT_MS = 10_000;
/** What Prometheus itself asks for, without protobuf. */
const METRICS_TEXT =
  "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
const MOST_BYTES = 4 << 20;

/** Fetches metrics as text. */
export const fetchMetrics: FetchMetrics = async (url, { timeoutMs, signal }) => {
  const answer = await ask(url, { accept: METRICS_TEXT }, timeoutMs, signal);
  if (answer.kind === "failed") return answer;
  return answer.kind === "document"
    ? { kind: "text", text: answer.text }
    : { kind: "failed", reason: "it answers 304 to what was not asked for" };
};

/** Fetches a document anew, unless it is the one that is known. Redirects are named, not followed. */
export const fetchDocument: FetchDocument = (url, { etag, signal }) =>
  ask(
    url,
    { accept: "application/json", ...(etag === null ? {} : { "if-none-match": etag }) },
    TIMEOUT_MS,
    signal,
  );

async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  signal: AbortSignal,
): ReturnType<FetchDocument> {
  try {
    const response = await fetch(url, {
      headers,
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.status === 304) return { kind: "unchanged" };
    if (response.status !== 200) {
      await response.body?.cancel();
      const to = response.headers.get("location");
      const reason = `it answers ${response.status}${to === null ? "" : `, to be sought at ${to}`}`;
      return { kind: "failed", reason };
    }
    const text = await textOf(response);
    if (text === null) return { kind: "failed", reason: "it is larger than 4 MiB" };
    return { kind: "document", text, etag: response.headers.get("etag") };
  } catch (error) {
    const { name, message, cause } = error as Error;
    if (name === "TimeoutError")
      return { kind: "failed", reason: `no answer within ${timeoutMs / 1000} s` };
    return { kind: "failed", reason: (cause as Error | undefined)?.message ?? message };
  }
}

async function textOf(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
