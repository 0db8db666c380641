import { createHash } from "node:crypto";
import { exponentialGap, random } from "../../core/chance/index.ts";
import { HOUR_MS } from "../../core/time/index.ts";
import { callAddon } from "../lifecycle/index.ts";
import type { ResolveBearer } from "../rest/index.ts";
import {
  type Caller,
  type HostRoute,
  json,
  type OutboundResult,
  type Tenant,
  uuidOf,
  type World,
} from "../world/index.ts";
import { appAri, type ForgeApp, type ForgeInstallation } from "./forge-app.ts";
import { type ForgeKeys, forgeKeys, type Invocation, invocationToken } from "./invocation-token.ts";

/** The Forge platform in front of remotes: invokes them, tells them of events, lets them call the host. */
export interface Forge {
  install(tenant: Tenant, app: ForgeApp): ForgeInstallation;
  uninstall(installation: ForgeInstallation): void;
  installations(): readonly ForgeInstallation[];
  /** A call from a page: 25 seconds, once. */
  invoke(installation: ForgeInstallation, call: RemoteCall): Promise<OutboundResult>;
  /** An event or a schedule: 5 seconds, and up to four times more while it fails. */
  sendEvent(installation: ForgeInstallation, path: string, event: unknown): Promise<OutboundResult>;
  /** `/.well-known/jwks.json`. */
  readonly route: HostRoute;
  readonly resolveBearer: ResolveBearer;
}

interface RemoteCall extends Invocation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body: unknown;
}

/** Source: "Forge Remote invocation contract". */
const INVOKE_TIMEOUT_MS = 25_000;
const EVENT_TIMEOUT_MS = 5_000;
const EVENT_RETRIES = 4;
const RETRY_MEAN_MS = 10_000;
const TOKEN_LIFETIME_MS = HOUR_MS;

export function forge(world: World): Forge {
  let made: ForgeKeys | null = null;
  // Made when it is first needed, because that takes a tenth of a second.
  const keys = () => (made ??= forgeKeys(`plimsoll-forge-${world.seed}`));
  const installed = new Map<string, ForgeInstallation>();
  const tokens = new Map<
    string,
    { readonly caller: Caller; readonly tenant: Tenant; readonly untilMs: number }
  >();
  const next = random(world.seed, "forge");

  /** A token with which the remote may call the host, for itself or for the person in front. */
  function hostToken({ app, tenant }: ForgeInstallation, accountId: string | null): string {
    const nowMs = world.clock.nowMs();
    for (const [token, { untilMs }] of tokens) if (untilMs <= nowMs) tokens.delete(token);
    const token = createHash("sha256")
      .update(`${world.seed}/${app.id}/${tenant.clientKey}/${nowMs}/${next()}`)
      .digest("base64url");
    const caller = { addonKey: appAri(app), accountId, scopes: new Set(app.scopes) };
    tokens.set(token, { caller, tenant, untilMs: nowMs + TOKEN_LIFETIME_MS });
    return token;
  }

  function call(
    installation: ForgeInstallation,
    remote: RemoteCall,
    timeoutMs: number,
  ): Promise<OutboundResult> {
    const { app, tenant } = installation;
    const apiBaseUrl = `${world.origin}/ex/${tenant.product}/${tenant.cloudId}`;
    const trace = createHash("sha256").update(`${world.seed}/trace/${next()}`).digest("hex");
    const nowMs = world.clock.nowMs();
    const hostMs = nowMs + world.skewMs(tenant, nowMs);
    const token = invocationToken(installation, remote, keys().key, apiBaseUrl, hostMs);
    return callAddon(world, "remote", tenant, appAri(app), {
      method: remote.method,
      url: app.remoteBaseUrl + remote.path,
      headers: {
        authorization: `Bearer ${token}`,
        "x-b3-traceid": trace.slice(0, 32),
        "x-b3-spanid": trace.slice(32, 48),
        "x-forge-oauth-system": hostToken(installation, null),
        ...(remote.principal === null
          ? {}
          : { "x-forge-oauth-user": hostToken(installation, remote.principal) }),
        ...(remote.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: remote.body === undefined ? null : JSON.stringify(remote.body),
      timeoutMs,
    });
  }

  async function sendEvent(
    installation: ForgeInstallation,
    path: string,
    event: unknown,
    attempt = 0,
  ): Promise<OutboundResult> {
    const result = await call(
      installation,
      { method: "POST", path, body: event, principal: null, context: null },
      EVENT_TIMEOUT_MS,
    );
    const isDone = result.kind === "answered" && result.status < 500 && result.status !== 429;
    if (isDone || attempt >= EVENT_RETRIES) return result;
    await new Promise<void>((resolve) =>
      world.clock.after(exponentialGap(next, 1 / RETRY_MEAN_MS), resolve),
    );
    return sendEvent(installation, path, event, attempt + 1);
  }

  return {
    install(tenant, app) {
      const installationId = uuidOf(`${world.seed}/forge/${app.id}/${tenant.clientKey}`);
      const installation = { app, tenant, installationId };
      installed.set(installationId, installation);
      return installation;
    },
    uninstall: ({ installationId }) => void installed.delete(installationId),
    installations: () => [...installed.values()],
    invoke: (installation, remote) => call(installation, remote, INVOKE_TIMEOUT_MS),
    sendEvent: (installation, path, event) => sendEvent(installation, path, event),
    route: ({ method, path }) =>
      method === "GET" && path === "/.well-known/jwks.json" ? json(200, keys().jwks) : null,
    resolveBearer(token, tenant, nowMs) {
      const known = tokens.get(token);
      return known && known.tenant === tenant && known.untilMs > nowMs ? known.caller : null;
    },
  };
}
