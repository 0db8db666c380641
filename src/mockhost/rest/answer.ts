import { type HostResponse, json, type Product } from "../world/index.ts";

/** Jira's error shape: `ErrorCollection`. `errors` speaks of single fields. */
export const jiraError = (
  status: number,
  messages: readonly string[],
  errors: Readonly<Record<string, string>> = {},
): HostResponse => json(status, { errorMessages: messages, errors });

/** The error shape of Confluence's interface v2. */
export const confluenceError = (
  status: number,
  code: string,
  title: string,
  detail?: string,
): HostResponse => json(status, { errors: [{ status, code, title, detail: detail ?? null }] });

/** The error shape of Confluence's REST v1. */
export const confluenceV1Error = (status: number, message: string): HostResponse =>
  json(status, {
    statusCode: status,
    data: {
      authorized: status !== 401 && status !== 403,
      valid: false,
      errors: [],
      successful: false,
    },
    message,
  });

const codes: Readonly<Record<number, string>> = {
  400: "INVALID_REQUEST_PARAMETER",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  413: "REQUEST_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "TOO_MANY_REQUESTS",
};

/** An error as the product that was called would say it. */
export function productError(
  product: Product,
  path: string,
  status: number,
  message: string,
): HostResponse {
  if (product === "jira") return jiraError(status, [message]);
  if (path.startsWith("/wiki/rest/")) return confluenceV1Error(status, message);
  return confluenceError(status, codes[status] ?? "ERROR", message);
}
