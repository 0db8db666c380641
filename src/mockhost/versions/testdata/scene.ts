import { installKeys, lifecycle } from "../../lifecycle/index.ts";
import { answered, descriptorDocument, testWorld } from "../../testdata/test-world.ts";
import { type VersionOptions, versions } from "../index.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const url = "http://127.0.0.1:7330/app/atlassian-connect.json";
export const key = descriptorDocument.key;
const keys = installKeys("test");
export const oneMoreScope = { scopes: ["READ", "WRITE", "ACT_AS_USER"] };
export const otherModules = { modules: { generalPages: [{ key: "a", url: "/a" }] } };

/** Tenants, and an add-on whose descriptor the test changes. */
export function setUp({
  tenants = 60,
  seed = 1,
  ...options
}: Partial<VersionOptions> & { tenants?: number; seed?: number } = {}) {
  const t = testWorld({ tenants, seed });
  const addon = { document: descriptorDocument as Record<string, unknown>, accepts: true };
  t.answerWith((call) =>
    call.method === "GET"
      ? answered(200, JSON.stringify(addon.document))
      : answered(addon.accepts ? 204 : 500),
  );
  const hosted = lifecycle(t.world, keys);
  const room = versions(t.world, hosted, options);
  const installed = async () => {
    const outcome = room.install(url, t.tenants, 1_000);
    await t.clock.advance(0);
    await t.clock.advance(1_000);
    return outcome;
  };
  const change = (changes: Record<string, unknown>) =>
    void (addon.document = { ...addon.document, ...changes });
  const on = (release: string) =>
    t.tenants.filter((tenant) => tenant.installations.get(key)?.release === release).length;
  const pending = () =>
    t.tenants.filter((tenant) => tenant.installations.get(key)?.pendingRelease != null);
  return { ...t, addon, hosted, room, installed, change, on, pending };
}
