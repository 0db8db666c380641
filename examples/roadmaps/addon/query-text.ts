import type { Request } from "express";

/** A query parameter that was given once and is not empty. */
export function queryText(request: Request, parameter: string): string | undefined {
  const value = request.query[parameter];
  return typeof value === "string" && value !== "" ? value : undefined;
}
