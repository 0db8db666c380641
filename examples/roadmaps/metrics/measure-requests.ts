import type { Attributes, Histogram } from "@opentelemetry/api";
import type { Request, RequestHandler, Response } from "express";

/**
 * Records how long each request took, by OpenTelemetry's conventions for HTTP servers and with
 * the tenant it was for, once its token has been checked. A response that its reader did not wait
 * for is recorded as an error.
 */
export const measureRequests =
  (duration: Histogram): RequestHandler =>
  (request, response, next) => {
    const startMs = performance.now();
    response.once("close", () => {
      duration.record((performance.now() - startMs) / 1000, attributesOf(request, response));
    });
    next();
  };

function attributesOf(request: Request, response: Response): Attributes {
  const status = response.statusCode;
  const error = response.writableFinished ? status >= 500 && String(status) : "aborted";
  const route: unknown = request.route?.path;
  const tenant = (request as { context?: HostContext }).context?.clientKey;
  return {
    "http.request.method": request.method,
    "url.scheme": request.protocol,
    ...(typeof route === "string" && { "http.route": route }),
    ...(response.headersSent && { "http.response.status_code": status }),
    ...(error && { "error.type": error }),
    ...(tenant && { "plimsoll.tenant": tenant }),
    // A load test marks what it sends; customers' promises are not judged by it.
    ...(request.headers["plimsoll-run"] && { "user_agent.synthetic.type": "test" }),
  };
}
