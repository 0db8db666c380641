import type { FetchDocument } from "../../host-status/index.ts";

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 4 << 20;

/** Fetches a document anew, unless it is the one that is known. Redirects are named, not followed. */
export const fetchDocument: FetchDocument = async (url, { etag, signal }) => {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json", ...(etag === null ? {} : { "if-none-match": etag }) },
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
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
    if (name === "TimeoutError") return { kind: "failed", reason: "no answer within 10 s" };
    return { kind: "failed", reason: (cause as Error | undefined)?.message ?? message };
  }
};

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
