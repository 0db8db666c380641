import type { Html } from "../../../ui/index.ts";
import type { HostResponse } from "../../world/index.ts";
import { misfit, page } from "../answer.ts";
import { callFilter } from "../call-filter.ts";
import type { InspectorParts } from "../parts.ts";
import { appsPage } from "./apps-page.ts";
import { callsPage } from "./calls-page.ts";
import { faultsPage } from "./faults-page.ts";
import { framed, inspectorPolicy, type PageName } from "./frame.ts";
import { tenantsPage } from "./tenants-page.ts";
import { trafficPage } from "./traffic-page.ts";

export { isPage } from "./frame.ts";

/** The page of what a name stands for, as a whole document. */
export async function showPage(
  name: PageName,
  query: Readonly<Record<string, string>>,
  parts: InspectorParts,
  nowMs: number,
): Promise<HostResponse> {
  const { world, versions, faults } = parts;
  const show = async (which: PageName, title: string, content: Html) =>
    page(await framed({ name: which, title, nowMs }, content), inspectorPolicy);
  switch (name) {
    case "tenants":
      return show(name, "Sites", tenantsPage(world, (query.q ?? "").slice(0, 200)));
    case "calls": {
      const filter = callFilter.safeParse(query);
      return filter.success
        ? show(name, "Calls", callsPage(world, filter.data))
        : misfit(filter.error);
    }
    case "apps":
      return show(name, "Releases", appsPage(versions.apps()));
    case "traffic":
      return show(name, "Traffic", trafficPage(parts));
    case "faults":
      return show(name, "Faults", faultsPage(faults.list(), nowMs));
  }
}
