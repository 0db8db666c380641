import type { HostRequest, HostResponse } from "../world/index.ts";
import { refusal } from "./answer.ts";

/**
 * Secrets are shown, so only this machine is answered, by a name that no stranger's page can have
 * (DNS rebinding), and only what that machine's own pages or programs ask (forged requests).
 */
export function guard({ headers, method }: HostRequest): HostResponse | null {
  const host = headers.host ?? "";
  if (!isLoopbackName(host))
    return refusal(403, "The inspector answers at a loopback address only, such as 127.0.0.1.");
  if (headers.origin !== undefined && URL.parse(headers.origin)?.host !== host)
    return refusal(403, "Another site's page may not use the inspector.");
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  return method === "POST" && type.trim().toLowerCase() !== "application/json"
    ? refusal(415, "The content type must be application/json.")
    : null;
}

/** Of a Host header: `127.0.0.1:7310`, `[::1]:7310`, `localhost`, `anything.localhost:7310`. */
const isLoopbackName = (host: string): boolean =>
  /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d{1,5})?$/i.test(host);
