import { createHash } from "node:crypto";
import type { Descriptor } from "../../core/host/index.ts";
import { secretOf } from "../tenants/index.ts";
import { type Installation, nothingRegistered, type Tenant, type World } from "../world/index.ts";
import { callAddon, isAccepted } from "./call-addon.ts";
import type { InstallKeys } from "./install-keys.ts";
import { type LifecycleEvent, lifecycleCall } from "./lifecycle-call.ts";

/** What the host does to an add-on on one tenant. Each resolves when the add-on has been told. */
export interface Lifecycle {
  /** First install, upgrade and repair are one act: `installed`, then `enabled`. False: not accepted. */
  install(tenant: Tenant, descriptor: Descriptor, release: string): Promise<boolean>;
  uninstall(tenant: Tenant, addonKey: string): Promise<void>;
  enable(tenant: Tenant, addonKey: string): Promise<void>;
  disable(tenant: Tenant, addonKey: string): Promise<void>;
  /** The site gets a new address; add-ons hear `installed` only. */
  rename(tenant: Tenant, name: string): Promise<void>;
  /** A new secret: handed over by `installed`, valid once accepted. */
  rotateSecret(tenant: Tenant): Promise<void>;
}

/** Retries of a refused `installed` after an automatic upgrade, while nobody asks otherwise. */
const RETRY_AFTER_MS = [60_000, 300_000, 900_000, 3_600_000] as const;

export function lifecycle(world: World, keys: InstallKeys): Lifecycle {
  const rotations = new Map<string, number>();

  async function sendCallback(
    event: LifecycleEvent,
    tenant: Tenant,
    installation: Installation,
  ): Promise<boolean> {
    const nowMs = world.clock.nowMs();
    const hostMs = nowMs + world.skewMs(tenant, nowMs);
    const call = lifecycleCall(event, tenant, installation, keys.key, hostMs);
    return (
      call === null ||
      isAccepted(await callAddon(world, "lifecycle", tenant, installation.addonKey, call))
    );
  }

  async function install(
    tenant: Tenant,
    descriptor: Descriptor,
    release: string,
    attempt = 0,
  ): Promise<boolean> {
    const before = tenant.installations.get(descriptor.key);
    const isNew = !before || before.state === "uninstalled";
    const next = installation(tenant, descriptor, release, world.clock.nowMs(), before);
    if (isNew) tenant.installations.set(descriptor.key, next);
    if (!(await sendCallback("installed", tenant, next))) {
      if (isNew) tenant.installations.set(descriptor.key, { ...next, state: "failed" });
      retry(tenant, descriptor, release, attempt);
      return false;
    }
    tenant.installations.set(descriptor.key, { ...next, state: "enabled" });
    await sendCallback("enabled", tenant, next);
    return true;
  }

  /** A site that has since moved on to another release is left alone. */
  function retry(tenant: Tenant, descriptor: Descriptor, release: string, attempt: number): void {
    const delayMs = RETRY_AFTER_MS[attempt];
    if (delayMs === undefined) return;
    const known = tenant.installations.get(descriptor.key);
    world.clock.after(delayMs, () => {
      if (tenant.installations.get(descriptor.key) === known)
        void install(tenant, descriptor, release, attempt + 1);
    });
  }

  async function change(
    tenant: Tenant,
    addonKey: string,
    state: "enabled" | "disabled",
  ): Promise<void> {
    const known = tenant.installations.get(addonKey);
    if (!known || known.state === "uninstalled" || known.state === state) return;
    setState(known, state);
    await sendCallback(state, tenant, known);
  }

  function setState(known: Installation, state: Installation["state"]): void {
    known.state = state;
    known.changedAtMs = world.clock.nowMs();
  }

  /** Every installed add-on hears of the site's new address or secret. */
  const retell = (tenant: Tenant) =>
    Promise.all(
      [...tenant.installations.values()]
        .filter(({ state }) => state === "enabled" || state === "disabled")
        .map((known) => sendCallback("installed", tenant, known)),
    );

  return {
    install: (tenant, descriptor, release) => install(tenant, descriptor, release),
    enable: (tenant, addonKey) => change(tenant, addonKey, "enabled"),
    disable: (tenant, addonKey) => change(tenant, addonKey, "disabled"),
    async uninstall(tenant, addonKey) {
      const known = tenant.installations.get(addonKey);
      if (!known || known.state === "uninstalled") return;
      await change(tenant, addonKey, "disabled");
      setState(known, "uninstalled");
      known.registered.webhooks = [];
      await sendCallback("uninstalled", tenant, known);
    },
    async rename(tenant, name) {
      world.tenants.rename(tenant, name, tenant.baseUrl.replace(`/s/${tenant.name}`, `/s/${name}`));
      await retell(tenant);
    },
    async rotateSecret(tenant) {
      const rotation = (rotations.get(tenant.clientKey) ?? 0) + 1;
      rotations.set(tenant.clientKey, rotation);
      tenant.sharedSecret = secretOf(world.seed, tenant.index, rotation);
      await retell(tenant);
    },
  };
}

function installation(
  tenant: Tenant,
  descriptor: Descriptor,
  release: string,
  nowMs: number,
  before: Installation | undefined,
): Installation {
  const stays = before?.state === "enabled" || before?.state === "disabled";
  const id = createHash("sha256")
    .update(`${tenant.clientKey}/${descriptor.key}`)
    .digest("base64url");
  return {
    addonKey: descriptor.key,
    oauthClientId: id.slice(0, 32),
    release,
    descriptor,
    state: "installing",
    pendingRelease: null,
    installedAtMs: stays ? before.installedAtMs : nowMs,
    changedAtMs: nowMs,
    registered: before?.registered ?? nothingRegistered(),
  };
}
