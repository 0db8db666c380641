import { isoTime } from "../../core/time/index.ts";
import { effectWords, type Fault, isActive } from "../faults/index.ts";
import type { FrameStats } from "../pages/index.ts";
import type { PeopleAtWork } from "../people/index.ts";
import type { AppStatus } from "../versions/index.ts";
import type { Installation, Tenant } from "../world/index.ts";
import type { InspectorParts } from "./parts.ts";

/** A tenant as the inspector's API gives it; with several add-ons, the one that is asked for or the first. */
export function tenantView(tenant: Tenant, addonKey?: string) {
  const { clientKey, sharedSecret, baseUrl, product, plan, users, timeZone, licence } = tenant;
  const installation = installationOf(tenant, addonKey);
  const installed =
    installation === null ? null : { release: installation.release, state: installation.state };
  return { clientKey, sharedSecret, baseUrl, product, plan, users, timeZone, licence, installed };
}

export function installationOf(tenant: Tenant, addonKey?: string): Installation | null {
  for (const installation of tenant.installations.values())
    if (
      installation.state !== "uninstalled" &&
      (addonKey === undefined || installation.addonKey === addonKey)
    )
      return installation;
  return null;
}

/** An add-on without its descriptors. */
export const appView = ({ releases, polledAtMs, ...app }: AppStatus) => ({
  ...app,
  polledAt: isoTime(polledAtMs),
  releases: releases.map(({ release, atMs, kind, because }) => ({
    release,
    at: isoTime(atMs),
    kind,
    because,
  })),
});

export const faultView = (fault: Fault, nowMs: number) => ({
  id: fault.id,
  about: effectWords(fault.effect),
  active: isActive(fault, nowMs),
  ...fault.scope,
  effect: fault.effect,
  share: fault.share,
  from: isoTime(fault.fromMs),
  until: fault.untilMs === null ? null : isoTime(fault.untilMs),
  announced: fault.announced,
});

export const clockView = (nowMs: number) => ({ nowMs, now: isoTime(nowMs) });

/** What is in the queues, and what became of the webhooks of each add-on. */
export const webhooksView = ({ webhooks }: Pick<InspectorParts, "webhooks">) => ({
  ...webhooks.load(),
  addons: webhooks.counters(),
});

/** The share of frames that connected in time, of those that were decided; null: none was. */
export function goodShare({ good, late, failed }: FrameStats): number | null {
  const decided = good + late + failed;
  return decided === 0 ? null : good / decided;
}

export const frameView = (stats: FrameStats) => ({ ...stats, goodShare: goodShare(stats) });

export const peopleView = ({ plan, counts }: PeopleAtWork) => ({
  atWork: plan !== null,
  plan: plan && { seed: plan.seed, pace: plan.pace, isAlways: plan.isAlways ?? false },
  done: counts(),
});
