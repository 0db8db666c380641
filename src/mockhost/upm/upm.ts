import { createHmac, timingSafeEqual } from "node:crypto";
import { parseJson } from "../../core/host/index.ts";
import type { Lifecycle } from "../lifecycle/index.ts";
import type { Versions } from "../versions/index.ts";
import {
  decodedSegment,
  type HostRequest,
  type HostResponse,
  json,
  type SiteRoute,
  type Tenant,
  type World,
} from "../world/index.ts";
import { type InstallTask, pluginView, taskView } from "./plugin-view.ts";
import { readInstall } from "./read-install.ts";

export interface UpmParts {
  readonly versions: Pick<Versions, "install">;
  readonly lifecycle: Pick<Lifecycle, "uninstall" | "enable" | "disable">;
}

const ROOT = /^(?:\/wiki)?\/rest\/plugins\/1\.0(?:\/(.*))?$/;
const MOST_TASKS = 1_000;

/**
 * The interface by which people and tools install add-ons on one site, the Universal Plugin Manager:
 * atlassian-connect-express registers itself here. Any name and password are accepted.
 */
export function upm(world: World, { versions, lifecycle }: UpmParts): SiteRoute {
  const tasks = new Map<string, InstallTask>();
  let lastTask = 0;

  function install(tenant: Tenant, request: HostRequest, nowMs: number): HostResponse {
    const given = new URLSearchParams(request.query).get("token") ?? "";
    if (!isSame(given, tokenOf(world, tenant))) return problem(403, "upm.error.invalid.token");
    const read = readInstall(request);
    if (read.kind === "refused") return problem(read.status, read.message);
    const id = String(++lastTask);
    const task: InstallTask = {
      id,
      tenant,
      pluginUri: read.pluginUri,
      startedMs: nowMs,
      end: null,
    };
    tasks.set(id, task);
    if (tasks.size > MOST_TASKS) tasks.delete(tasks.keys().next().value!);
    void versions.install(read.pluginUri, [tenant], 1).then((installed) => {
      const failure =
        installed.kind === "refused"
          ? installed.message
          : "The add-on did not accept its installation: it has to answer `installed` with 200 or 204.";
      task.end =
        installed.kind === "installed" && installed.accepted === 1
          ? { kind: "installed", addonKey: installed.addonKey }
          : { kind: "failed", message: failure };
    });
    return upmJson(202, taskView(task));
  }

  function poll(tenant: Tenant, id: string): HostResponse {
    const task = tasks.get(id);
    if (task?.tenant !== tenant) return problem(404, "There is no such task.");
    if (task.end?.kind !== "installed") return upmJson(200, taskView(task));
    const location = `${tenant.baseUrl}/rest/plugins/1.0/${task.end.addonKey}-key`;
    return { status: 303, headers: { location } };
  }

  function plugins(tenant: Tenant): HostResponse {
    const list = [...tenant.installations.values()].filter(({ state }) => state !== "uninstalled");
    const body = { plugins: list.map((installation) => pluginView(tenant, installation)) };
    return upmJson(200, body, { "upm-token": tokenOf(world, tenant) });
  }

  function plugin(
    tenant: Tenant,
    key: string,
    request: HostRequest,
  ): HostResponse | Promise<HostResponse> {
    const known = tenant.installations.get(key);
    if (!known || known.state === "uninstalled")
      return problem(404, `No add-on with key ${key} is installed here.`);
    switch (request.method) {
      case "GET":
      case "HEAD":
        return upmJson(200, pluginView(tenant, known));
      case "PUT":
        return change(tenant, key, request);
      case "DELETE":
        return lifecycle.uninstall(tenant, key).then(() => ({ status: 204 }));
      default:
        return notAllowed("GET, PUT, DELETE");
    }
  }

  async function change(tenant: Tenant, key: string, request: HostRequest): Promise<HostResponse> {
    const enabled = readEnabled(request);
    if (enabled === null) return problem(400, 'The body must be { "enabled": true } or false.');
    await lifecycle[enabled ? "enable" : "disable"](tenant, key);
    return upmJson(200, pluginView(tenant, tenant.installations.get(key)!));
  }

  return (tenant, request, nowMs) => {
    const below = ROOT.exec(request.path);
    if (!below) return null;
    if (!request.headers.authorization?.startsWith("Basic ")) return unauthorised;
    const [, at = ""] = below;
    const isReading = request.method === "GET" || request.method === "HEAD";
    if (at === "") {
      if (isReading) return plugins(tenant);
      return request.method === "POST" ? install(tenant, request, nowMs) : notAllowed("GET, POST");
    }
    if (at === "settings") return isReading ? upmJson(200, settings) : notAllowed("GET");
    if (at.startsWith("pending/"))
      return isReading ? poll(tenant, at.slice("pending/".length)) : notAllowed("GET");
    return at.endsWith("-key")
      ? plugin(tenant, decodedSegment(at.slice(0, -"-key".length)), request)
      : problem(404, "There is no such resource.");
  };
}

/** The same for one site as long as the host runs: it only keeps strangers' pages from installing. */
const tokenOf = ({ seed }: World, { clientKey, sharedSecret }: Tenant): string =>
  createHmac("sha256", sharedSecret).update(`upm/${seed}/${clientKey}`).digest("base64url");

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What atlassian-connect-express asks before it registers itself: whether private add-ons are welcome. */
const settings = {
  settings: [
    {
      key: "connectDeveloperListingsEnabled",
      value: true,
      requiresRefresh: false,
      defaultCheckedValue: false,
      readOnly: false,
    },
  ],
  links: {},
};

const JSON_TYPE = "application/vnd.atl.plugins+json;charset=UTF-8";

const upmJson = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): HostResponse => json(status, body, { "content-type": JSON_TYPE, ...headers });

const problem = (status: number, errorMessage: string): HostResponse =>
  upmJson(status, { errorMessage });

const notAllowed = (allow: string): HostResponse => ({ status: 405, headers: { allow } });

const unauthorised: HostResponse = {
  ...problem(401, "Name and password are needed; any will do."),
  headers: { "www-authenticate": 'Basic realm="mock host"', "content-type": JSON_TYPE },
};

function readEnabled({ body }: HostRequest): boolean | null {
  try {
    const { enabled } = Object(parseJson(Buffer.from(body).toString("utf8")));
    return typeof enabled === "boolean" ? enabled : null;
  } catch {
    return null;
  }
}
