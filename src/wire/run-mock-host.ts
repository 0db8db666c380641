import { mockHost } from "../adapters/mockhost-server/index.ts";
import type { MockHostPlan, Running } from "../cli/index.ts";
import { PlimsollError } from "../core/errors/index.ts";

const INSTALLS_PER_SECOND = 50;
/** How many sites are named on the terminal; the inspector lists them all. */
const SITES_SHOWN = 3;

export async function runMockHost(plan: MockHostPlan): Promise<Running> {
  const { address, seed, tenants, products, limits, pollMs, rolloutMs, install, onInstalled } =
    plan;
  const host = await mockHost({
    address,
    seed,
    tenants,
    products,
    limits: { quota: limits, oddities: {} },
    versions: {
      ...(pollMs === null ? {} : { pollMs }),
      ...(rolloutMs === null ? {} : { rolloutMs }),
    },
  });
  const sites = [...host.world.tenants.all()];
  if (install !== null) {
    const known = await host.versions.watch(install);
    if (known.kind === "refused") {
      await host.close();
      throw new PlimsollError("address.unreachable", known.message);
    }
    // A storm over thousands of sites takes its time; the inspector shows how far it is.
    void host.versions.install(install, sites, INSTALLS_PER_SECOND).then((result) => {
      if (result.kind === "refused") return onInstalled(result);
      const { addonKey, refused } = result;
      const causes = refused === 0 ? [] : host.whyNotInstalled(addonKey);
      onInstalled({ kind: "installed", addonKey, sites: sites.length, refused, causes });
    });
  }
  return {
    publicUrl: host.origin,
    privateUrl: `${host.origin}/_mockhost/`,
    pages: sites.slice(0, SITES_SHOWN).map(({ name, baseUrl }) => ({ name, url: baseUrl })),
    close: () => host.close(),
  };
}
