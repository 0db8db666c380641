import { exponentialGap, random } from "../../../src/core/chance/index.ts";
import { peopleAtWork } from "./people-at-work.ts";
import type { PretendHost } from "./pretend-host.ts";
import { type SignedRequest, type Signer, signer } from "./sign-request.ts";
import { type Site, sites } from "./sites.ts";

export interface Driver {
  readonly sites: readonly Site[];
  /** How many requests were answered with each status so far; 0 stands for no answer. */
  readonly answers: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
/** An add-on that has stopped answering is not sent more than this at a time. */
const MAX_OPEN = 100;

/**
 * Installs the add-on on every site and then lets their people work with it: `rate` requests per
 * second in the mean, at random moments, however fast the add-on answers. `host` is not closed.
 */
export async function startDriver(plan: {
  readonly addonUrl: string;
  readonly host: PretendHost;
  readonly rate: number;
  readonly seed: number;
}): Promise<Driver> {
  const sign = signer(plan.addonUrl, Date.now);
  const customers = sites(plan.seed, plan.host.url);
  for (const site of customers) await install(site, sign, plan.host);

  const nextVisit = peopleAtWork(customers, sign, random(plan.seed, "visits"));
  const chance = random(plan.seed, "arrivals");
  const answers = new Map<number, number>();
  const open = new Set<Promise<void>>();
  const count = (status: number) => void answers.set(status, (answers.get(status) ?? 0) + 1);

  let timer: NodeJS.Timeout;
  const visitAt = (dueMs: number) => {
    timer = setTimeout(
      () => {
        // A machine that was asleep does not make up for what it missed.
        visitAt(Math.max(dueMs, Date.now() - 1000) + exponentialGap(chance, plan.rate) * 1000);
        if (open.size >= MAX_OPEN) return;
        const visit = send(nextVisit(Date.now())).then(count, () => count(0));
        open.add(visit);
        void visit.finally(() => open.delete(visit));
      },
      Math.max(0, dueMs - Date.now()),
    );
  };
  visitAt(Date.now());

  return {
    sites: customers,
    answers,
    async close() {
      clearTimeout(timer);
      await Promise.all(open);
    },
  };
}

async function install(site: Site, sign: Signer, host: PretendHost): Promise<void> {
  const event = (eventType: string) => ({
    key: "com.example.roadmaps",
    clientKey: site.clientKey,
    baseUrl: site.baseUrl,
    productType: "jira",
    description: "A pretend Jira site",
    eventType,
  });
  const installed = { ...event("installed"), sharedSecret: site.sharedSecret };
  const steps = [
    sign.install(site, host.installKey, { method: "POST", path: "/installed", body: installed }),
    sign.webhook(site, { method: "POST", path: "/enabled", body: event("enabled") }),
  ];
  for (const step of steps) {
    const status = await send(step);
    if (status !== 204) throw new Error(`${step.url} answered ${status} for ${site.name}.`);
  }
}

async function send({ url, init }: SignedRequest): Promise<number> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  await response.arrayBuffer();
  return response.status;
}
