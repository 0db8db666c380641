import { qsh, signJwt } from "../../core/host/index.ts";
import { sharedKey } from "../tenants/index.ts";
import type { OutboundCall } from "../world/index.ts";
import type { Delivery } from "./delivery.ts";

/** Source: "Webhooks", Retry policy; the lifetime of the token as observed. */
const CONNECT_TIMEOUT_MS = 5_000;
const RESPONSE_TIMEOUT_MS = 20_000;
const TOKEN_S = 900;

/** The call that delivers: signed anew for each try, with the secret of the moment. */
export function deliveryCall(delivery: Delivery, nowMs: number): OutboundCall {
  const { url, body, identifier, flow, retries, trace } = delivery;
  return {
    method: "POST",
    url,
    headers: {
      ...(body === null ? {} : { "content-type": "application/json; charset=UTF-8" }),
      ...(delivery.isSigned ? { authorization: `JWT ${token(delivery, nowMs)}` } : {}),
      "user-agent": "Atlassian Webhook HTTP Client (plimsoll mock host)",
      "x-atlassian-webhook-identifier": identifier,
      "x-atlassian-webhook-flow": flow,
      ...(retries > 0 ? { "x-atlassian-webhook-retry": String(retries) } : {}),
      ...(trace === null ? {} : { "x-atlassian-webhook-trace": trace }),
    },
    body,
    timeoutMs: RESPONSE_TIMEOUT_MS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
  };
}

function token({ tenant, url, baseUrl, accountId }: Delivery, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const claims = {
    iss: tenant.clientKey,
    iat,
    exp: iat + TOKEN_S,
    qsh: qsh("POST", url, baseUrl),
    ...(accountId === null ? {} : { sub: accountId }),
  };
  return signJwt(claims, sharedKey(tenant));
}
