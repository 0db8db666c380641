import type { ZodError } from "zod";
import type { HostResponse } from "../world/index.ts";

/** Never kept, never framed: secrets are in it. */
const closed = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export const json = (status: number, body: unknown): HostResponse => ({
  status,
  headers: { ...closed, "content-type": "application/json; charset=utf-8" },
  body: `${JSON.stringify(body)}\n`,
});

export const page = (body: string, contentSecurityPolicy: string): HostResponse => ({
  status: 200,
  headers: {
    ...closed,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy,
  },
  body,
});

export const redirect = (location: string): HostResponse => ({
  status: 302,
  headers: { ...closed, location },
  body: "",
});

interface Problem {
  /** Where in the request; "" for it as a whole. */
  readonly path: string;
  readonly message: string;
}

/** What was wrong with a request: one sentence, and each problem with its place. */
export const refusal = (
  status: number,
  message: string,
  problems: readonly Problem[] = [],
): HostResponse => json(status, { error: { message, problems } });

export function misfit({ issues }: ZodError): HostResponse {
  const problems = issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const words = problems.map(({ path, message }) =>
    path === "" ? message : `${path}: ${message}`,
  );
  return refusal(400, `The request cannot be used: ${words.join("; ")}.`, problems);
}
