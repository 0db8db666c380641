import type { HostResponse } from "./exchange.ts";

const JSON_TYPE = "application/json;charset=UTF-8";

/** A JSON answer. */
export const json = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): HostResponse => ({
  status,
  headers: { "content-type": JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});

export const noContent = (): HostResponse => ({ status: 204 });
