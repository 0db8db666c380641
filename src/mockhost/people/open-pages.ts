import { pick } from "../../core/chance/index.ts";
import type { PageModule } from "../../core/host/index.ts";
import { callAddon } from "../lifecycle/index.ts";
import type { OpenedFrame } from "../pages/index.ts";
import type { OutboundCall, OutboundResult, Tenant, World } from "../world/index.ts";
import { weighted } from "./habits.ts";
import type { Counts, ServiceCall } from "./work-plan.ts";
import type { Doer } from "./workplace.ts";

/** Nobody looks at an empty frame for longer. */
const TIMEOUT_MS = 30_000;

const headers = {
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "accept-language": "en",
  "user-agent": "Mozilla/5.0 (people of a plimsoll mock host)",
};

type Opened = Extract<OpenedFrame, { kind: "frame" }>;

/** Administrators' pages are seldom looked at. */
const pageWeights: Readonly<Record<string, number>> = {
  site: 10,
  dashboard: 10,
  project: 6,
  space: 2,
  administration: 1,
};

/** The page of an add-on that somebody opens; none where its add-ons have none. */
export function drawPage(modules: readonly PageModule[], { next }: Doer): readonly PageModule[] {
  const choices = modules.flatMap((module): [PageModule, number][] => {
    const weight = pageWeights[module.place];
    return weight === undefined ? [] : [[module, weight]];
  });
  return choices.length === 0 ? [] : [weighted(next, choices)];
}

/** What loads along with an item: its panels, and now and then one that is folded. */
export function drawPanels(modules: readonly PageModule[], { next }: Doer): readonly PageModule[] {
  const beside = modules.filter(
    ({ place }) => place === "issue" || place === "content" || place === "macro",
  );
  const folded = modules.filter(({ place }) => place === "issue-tab");
  return folded.length > 0 && next() < 0.3 ? [...beside, pick(next, folded)] : beside;
}

/** Loads a page as a browser would, then makes the calls that it would make. */
export async function openPage(
  world: World,
  tenant: Tenant,
  { module, extension }: Opened,
  serviceCalls: readonly ServiceCall[],
  counts: Counts,
): Promise<void> {
  const { addonKey, moduleKey } = module;
  const send = async (kind: string, call: Omit<OutboundCall, "timeoutMs">) =>
    isGood(
      await callAddon(world, kind, tenant, addonKey, { ...call, timeoutMs: TIMEOUT_MS }, isGood),
    );

  const url = extension.url.replace(/#.*$/, "");
  const hasLoaded = await send("page", { method: "GET", url, headers, body: null });
  counts[hasLoaded ? "pagesGood" : "pagesFailed"]++;
  const installation = tenant.installations.get(addonKey);
  if (!hasLoaded || !installation) return;
  for (const call of serviceCalls) {
    if (call.addonKey !== addonKey || (call.moduleKey ?? moduleKey) !== moduleKey) continue;
    const hasAnswered = await send("service", {
      method: call.method,
      url: installation.descriptor.baseUrl + call.path,
      headers: {
        authorization: `JWT ${extension.options.contextJwt}`,
        "content-type": "application/json",
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
    });
    counts[hasAnswered ? "serviceCallsGood" : "serviceCallsFailed"]++;
  }
}

const isGood = (result: OutboundResult): boolean =>
  result.kind === "answered" && result.status >= 200 && result.status < 300;
