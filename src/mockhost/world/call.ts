import type { HostRequest, HostResponse } from "./exchange.ts";
import type { Installation, Tenant } from "./tenant.ts";

/** A verified REST call of an add-on on one tenant. */
export interface RestCall {
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly request: HostRequest;
  /** Decoded path parameters by the table's names, such as `issueIdOrKey`. */
  readonly params: Readonly<Record<string, string>>;
  /** Parsed on first use. */
  readonly query: URLSearchParams;
  /** The parsed JSON body; a malformed one never reaches a handler. `undefined` where there is no body. */
  readonly json: unknown;
  readonly nowMs: number;
}

/** The same call asking for something else. (A spread alone would lose what is read on first use.) */
export const askingFor = (call: RestCall, asked: Partial<RestCall>): RestCall => ({
  ...call,
  query: call.query,
  ...asked,
});

export interface Caller {
  readonly addonKey: string;
  /** Whom the add-on acts for (impersonation or a user's context), null for the add-on itself. */
  readonly accountId: string | null;
  readonly scopes: ReadonlySet<string>;
}

/** Answers one operation of the interface tables. Synchronous: state is in memory. */
export type Handler = (call: RestCall) => HostResponse;

/** By operation id of the interface tables, such as "getIssue". */
export type Handlers = Readonly<Record<string, Handler>>;

type OnInstallation = (installation: Installation, call: RestCall) => HostResponse;

/** Wraps what an add-on does about its own installation; `absent` answers callers that have none. */
export const onInstallation =
  (absent: () => HostResponse) =>
  (act: OnInstallation): Handler =>
  (call) => {
    const installation = call.tenant.installations.get(call.caller.addonKey);
    return installation ? act(installation, call) : absent();
  };
