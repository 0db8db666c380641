import { random } from "../../core/chance/index.ts";
import { parseJson } from "../../core/host/index.ts";
import {
  type Handlers,
  type HostRequest,
  type HostResponse,
  json,
  type RestCall,
  type Tenant,
} from "../world/index.ts";
import { productError } from "./answer.ts";
import { type Authorised, authorise, type ResolveBearer } from "./authorise.ts";
import type { Operation, OperationTable } from "./operation.ts";
import { type Routed, router } from "./router.ts";
import { shapedValue } from "./shaped-value.ts";

export interface RestParts {
  readonly seed: number;
  readonly table: OperationTable;
  /** What is stateful and true to life; every other operation of the table is answered in its shape. */
  readonly handlers: Handlers;
  /** Operations beyond the table: REST v1, which add-ons still call. */
  readonly more?: readonly Operation[];
  readonly resolveBearer: ResolveBearer;
  /** Speaks before the handler: a refusal for a limit, or headers to add. */
  readonly limit: Limit;
}

/** Charges a call against the limits. */
export type Limit = (call: RestCall, operation: Operation) => LimitDecision;

export interface LimitDecision {
  /** The 429 to send instead; null to go on. */
  readonly refusal: HostResponse | null;
  /** The caller's to add to. */
  readonly headers: Record<string, string | readonly string[]>;
}

/** An answer together with what the inspector wants to know. */
export interface RestAnswer {
  readonly response: HostResponse;
  readonly operation: string | null;
  readonly addonKey: string | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
}

/** The REST interface of one product: routed, verified, limited, then answered. */
export function restInterface(
  parts: RestParts,
): (tenant: Tenant, request: HostRequest, nowMs: number) => RestAnswer {
  const route = router([...parts.table.routes, ...(parts.more ?? [])]);
  return (tenant, request, nowMs) => {
    const routed = route(request.method, currentPath(request.path));
    if (routed.kind !== "found") return notRouted(routed, tenant, request);
    const allowed = authorise(request, tenant, routed.operation, parts.resolveBearer, nowMs);
    if (allowed.kind === "refused") return refused(allowed, routed.operation, tenant, request);
    const response = answer(parts, routed, allowed, tenant, request, nowMs);
    return {
      response,
      operation: routed.operation.operation,
      addonKey: allowed.caller.addonKey,
      claims: allowed.claims,
      reason:
        response.status >= 400
          ? `${routed.operation.operation} answered ${response.status}.`
          : null,
    };
  };
}

/** Version 2 of Jira's interface offers the same operations as 3, with text where 3 has documents. */
const currentPath = (path: string): string =>
  path.startsWith("/rest/api/2/") || path.startsWith("/rest/api/latest/")
    ? `/rest/api/3/${path.slice(path.indexOf("/", "/rest/api/".length) + 1)}`
    : path;

function answer(
  parts: RestParts,
  { operation, params }: Extract<Routed, { kind: "found" }>,
  { caller }: Extract<Authorised, { kind: "allowed" }>,
  tenant: Tenant,
  request: HostRequest,
  nowMs: number,
): HostResponse {
  // Observed since CHANGE-2328: a GET that carries a body is refused.
  if (request.method === "GET" && request.body.length > 0)
    return productError(tenant.product, request.path, 403, "GET requests must not have a body.");
  const body = readJson(request);
  if (body === MALFORMED)
    return productError(
      tenant.product,
      request.path,
      400,
      "There was an error parsing JSON. Check that your request body is valid.",
    );
  const call = new VerifiedCall(tenant, caller, request, params, body, nowMs);
  const limited = parts.limit(call, operation);
  return withHeaders(limited.headers, limited.refusal ?? perform(parts, operation, call));
}

/** What the answer itself says comes last, and counts. */
function withHeaders(headers: LimitDecision["headers"], response: HostResponse): HostResponse {
  for (const name in response.headers) headers[name] = response.headers[name]!;
  const { status, body = "" } = response;
  return response.fault ? { ...response, headers } : { status, headers, body };
}

function perform(parts: RestParts, operation: Operation, call: RestCall): HostResponse {
  const handler = parts.handlers[operation.operation];
  return handler ? handler(call) : shaped(parts, operation, call);
}

/** Deterministic: the same operation with the same parameters on the same tenant answers the same. */
function shaped({ table, seed }: RestParts, operation: Operation, call: RestCall): HostResponse {
  const headers = { "x-plimsoll-answer": "shaped" };
  const status = operation.ok ?? 204;
  if (status === 204 || operation.response === undefined) return { status, headers };
  const next = random(
    seed,
    call.tenant.clientKey,
    operation.operation,
    ...Object.values(call.params),
  );
  return json(status, shapedValue(operation.response, table.shapes, next), headers);
}

/** A class for the sake of its one lazy field: it is made for every request. */
class VerifiedCall implements RestCall {
  readonly tenant: Tenant;
  readonly caller: RestCall["caller"];
  readonly request: HostRequest;
  readonly params: RestCall["params"];
  readonly json: unknown;
  readonly nowMs: number;
  #query: URLSearchParams | null = null;

  constructor(
    tenant: Tenant,
    caller: RestCall["caller"],
    request: HostRequest,
    params: RestCall["params"],
    json: unknown,
    nowMs: number,
  ) {
    this.tenant = tenant;
    this.caller = caller;
    this.request = request;
    this.params = params;
    this.json = json;
    this.nowMs = nowMs;
  }

  get query(): URLSearchParams {
    return (this.#query ??= new URLSearchParams(this.request.query));
  }
}

const MALFORMED = Symbol("malformed");

/** The body's value; undefined where there is none. */
function readJson({ headers, body }: HostRequest): unknown {
  if (body.length === 0 || !(headers["content-type"] ?? "application/json").includes("json"))
    return undefined;
  try {
    return parseJson(Buffer.from(body).toString("utf8"));
  } catch {
    return MALFORMED;
  }
}

function notRouted(
  routed: Exclude<Routed, { kind: "found" }>,
  tenant: Tenant,
  request: HostRequest,
): RestAnswer {
  const response =
    routed.kind === "wrong-method"
      ? {
          ...productError(tenant.product, request.path, 405, "Method Not Allowed"),
          headers: { allow: routed.allowed.join(", ") },
        }
      : productError(tenant.product, request.path, 404, `null for uri: ${request.path}`);
  return {
    response,
    operation: null,
    addonKey: null,
    claims: null,
    reason: `No operation ${request.method} ${request.path}.`,
  };
}

function refused(
  refusal: Extract<Authorised, { kind: "refused" }>,
  operation: Operation,
  tenant: Tenant,
  request: HostRequest,
): RestAnswer {
  return {
    response: productError(tenant.product, request.path, refusal.status, refusal.message),
    operation: operation.operation,
    addonKey: typeof refusal.claims?.iss === "string" ? refusal.claims.iss : null,
    claims: refusal.claims,
    reason: refusal.reason,
  };
}
