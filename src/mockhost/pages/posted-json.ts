import { parseJson } from "../../core/host/index.ts";
/** What a page posted; null where it is no JSON, or more than that. */
export function postedJson(body: Uint8Array, mostBytes: number): unknown {
  if (body.length > mostBytes) return null;
  try {
    return parseJson(Buffer.from(body).toString("utf8"));
  } catch {
    return null;
  }
}
