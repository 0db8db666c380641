import type { ErrorRequestHandler, RequestHandler } from "express";
import { log } from "./log.ts";
import { errorView } from "./views.ts";

/** Nothing lives at this address. */
export const notFound: RequestHandler = (_request, _response, next) =>
  next({ status: 404, message: "There is no such page." });

/** Tells a person in a sentence and a program in JSON what went wrong; the rest goes to the log. */
export const explainError: ErrorRequestHandler = (error, request, response, next) => {
  const status = statusOf(error);
  if (status >= 500) log.error(`${request.method} ${request.path}:`, error);
  if (response.headersSent) return next(error);
  const message = status >= 500 ? "Something failed here. Try again." : String(error.message);
  response.status(status).set("Cache-Control", "no-store");
  if (request.method === "GET" && !request.path.startsWith("/api/"))
    response.type("html").send(errorView(message).markup);
  else response.json({ message });
};

/** The library says `code`, the body parser `status`. */
function statusOf(error: { status?: unknown; code?: unknown }): number {
  const status = Number(error.status ?? error.code);
  return status >= 400 && status <= 599 ? status : 500;
}
