import type { KeepAlive, RequestForm, Target } from "../model/index.ts";

/** The request as HTTP/1.1 wants it on the wire. */
export function requestText(target: Target, form: RequestForm, keepAlive: KeepAlive): string {
  const { method, headers, body } = form;
  const sizeBytes = new TextEncoder().encode(body).length;
  const size = sizeBytes > 0 || hasBody(method) ? `content-length: ${sizeBytes}\r\n` : "";
  return `${method} ${target.path} HTTP/1.1\r\n${headerLines(target, headers, keepAlive)}${size}\r\n${body}`;
}

/** The header lines of a request, its own and those that every request has. */
export function headerLines(
  { host, port, isTls }: Target,
  headers: RequestForm["headers"],
  keepAlive: KeepAlive,
): string {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const named = host.includes(":") ? `[${host}]` : host;
  const authority = port === (isTls ? 443 : 80) ? named : `${named}:${port}`;
  const own: readonly (readonly [string, string])[] = [
    ["host", authority],
    ["user-agent", "plimsoll-load"],
    ...(keepAlive === "never" ? [["connection", "close"] as const] : []),
  ];
  const lines = [...own.filter(([name]) => !given.has(name)), ...headers];
  return lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
}

/** Whether its requests tell a body's size even when there is none. */
export const hasBody = (method: string): boolean => /^(POST|PUT|PATCH)$/.test(method);
