import type { RequestForm, Target } from "./plan.ts";

/** The request as HTTP/1.1 wants it on the wire, the connection kept. */
export function requestText({ host, port, isTls, path }: Target, form: RequestForm): string {
  const { method, headers, body } = form;
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const sizeBytes = new TextEncoder().encode(body).length;
  const named = host.includes(":") ? `[${host}]` : host;
  const authority = port === (isTls ? 443 : 80) ? named : `${named}:${port}`;
  const own: readonly (readonly [string, string])[] = [
    ["host", authority],
    ["user-agent", "plimsoll-load"],
    ["accept", "*/*"],
    ...(sizeBytes > 0 || hasBody(method) ? [["content-length", `${sizeBytes}`] as const] : []),
  ];
  const lines = [...own.filter(([name]) => !given.has(name)), ...headers];
  const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `${method} ${path} HTTP/1.1\r\n${fields}\r\n${body}`;
}

const hasBody = (method: string): boolean => /^(POST|PUT|PATCH)$/.test(method);
