import type { Installation, Tenant } from "../world/index.ts";

/** An installation that was asked for and may still be going on. */
export interface InstallTask {
  readonly id: string;
  readonly tenant: Tenant;
  readonly pluginUri: string;
  readonly startedMs: number;
  /** null: not yet. */
  end:
    | { readonly kind: "installed"; readonly addonKey: string }
    | { readonly kind: "failed"; readonly message: string }
    | null;
}

const PING_AFTER_MS = 100;

/** A task as those who wait for it see it: only a failure is ever `done` here. */
export function taskView({ id, tenant, pluginUri, startedMs, end }: InstallTask) {
  const isFailed = end?.kind === "failed";
  return {
    type: "INSTALL",
    pingAfter: PING_AFTER_MS,
    status: {
      done: isFailed,
      statusCode: 200,
      source: pluginUri,
      contentType: isFailed
        ? "application/vnd.atl.plugins.task.install.err+json"
        : "application/vnd.atl.plugins.install.installing+json",
      ...(isFailed ? { subCode: "upm.pluginInstall.error", errorMessage: end.message } : {}),
    },
    links: { self: `${root(tenant)}/pending/${id}`, alternate: `${root(tenant)}/tasks/${id}` },
    timestamp: startedMs,
    id,
  };
}

/** An installed add-on as the plugin manager lists it. */
export const pluginView = (
  tenant: Tenant,
  { addonKey, descriptor, release, state }: Installation,
) => ({
  key: addonKey,
  name: descriptor.name,
  version: release,
  vendor: { name: descriptor.vendor },
  enabled: state === "enabled",
  enabledByDefault: true,
  userInstalled: true,
  optional: true,
  remotable: true,
  usesLicensing: descriptor.enableLicensing,
  links: { self: `${root(tenant)}/${addonKey}-key` },
});

const root = ({ baseUrl }: Tenant): string => `${new URL(baseUrl).pathname}/rest/plugins/1.0`;
