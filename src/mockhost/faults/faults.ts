import { type Random, random } from "../../core/chance/index.ts";
import {
  type Answered,
  type HostRequest,
  type HostResponse,
  siteOf,
  type Tenant,
  type World,
} from "../world/index.ts";
import { effectWords, type Fault, isActive } from "./fault.ts";
import { inScope, type ScopedRequest } from "./in-scope.ts";
import type { NewFault } from "./new-fault.ts";
import { interruptionBy, type Strike, strikeBy } from "./strike.ts";

/** What is wrong with the host on purpose, and how it strikes. */
export interface Faults {
  /** null: there are as many as the host keeps in mind. */
  add(fault: NewFault): Fault | null;
  /** Those that strike or will strike, oldest first. */
  list(): readonly Fault[];
  /** All that ever began and the latest that ended, for the status page. */
  known(): readonly Fault[];
  /** Ends one now; null: there is none of this id. */
  remove(id: string): Fault | null;
  /** What happens to a request; null: nothing. Each asking is another throw of the dice. */
  strike(scoped: ScopedRequest, nowMs: number): Strike | null;
  /** How far the host's own time on a site is from the clock's; null: on the host as a whole. */
  clockSkewMs(tenant: Tenant | null, nowMs: number): number;
  /** Answers as the host does, except for what a fault makes of it. */
  around(request: HostRequest, nowMs: number, answer: () => Answered): Answered;
}

interface Rule {
  readonly fault: Fault;
  readonly concerns: (scoped: ScopedRequest) => boolean;
  readonly next: Random;
}

const MOST_FAULTS = 1_000;

export function faults(world: World): Faults {
  let rules: readonly Rule[] = [];
  let ended: readonly Fault[] = [];
  let lastNumber = 0;
  const nowMs = () => world.clock.nowMs();
  const isOver = ({ fault: { untilMs } }: Rule) => untilMs !== null && untilMs <= nowMs();
  const end = (over: readonly Fault[]) => void (ended = [...ended, ...over].slice(-MOST_FAULTS));

  /** Those in force, after what is over has been put away. */
  function current(): readonly Rule[] {
    if (!rules.some(isOver)) return rules;
    end(rules.filter(isOver).map(({ fault }) => fault));
    return (rules = rules.filter((rule) => !isOver(rule)));
  }

  const strike = (scoped: ScopedRequest, atMs: number): Strike | null =>
    strikeBy(
      current().filter(
        ({ fault, concerns, next }) =>
          fault.effect.kind !== "clock-skew" &&
          isActive(fault, atMs) &&
          concerns(scoped) &&
          (fault.share === 1 || next() < fault.share),
      ),
      scoped,
    );

  function clockSkewMs(tenant: Tenant | null, atMs: number): number {
    let skewMs = 0;
    for (const { fault, concerns } of rules)
      if (
        fault.effect.kind === "clock-skew" &&
        isActive(fault, atMs) &&
        concerns(anywhereOn(tenant))
      )
        skewMs += fault.effect.skewMs;
    return skewMs;
  }

  world.sufferFrom({
    skewMs: clockSkewMs,
    isAway: (tenant, atMs) =>
      rules.some(
        ({ fault, concerns }) =>
          fault.effect.kind === "outage" && isActive(fault, atMs) && concerns(anywhereOn(tenant)),
      ),
    interruption(tenant, { method, url }, atMs) {
      if (rules.length === 0) return null;
      const path = URL.parse(url)?.pathname ?? "";
      const struck = strike({ direction: "to-addon", tenant, method, path }, atMs);
      return struck === null ? null : interruptionBy(struck);
    },
  });
  return {
    add({ afterMs, forMs, ...asked }) {
      if (current().length >= MOST_FAULTS) return null;
      const id = `fault-${++lastNumber}`;
      const addedMs = nowMs();
      const fromMs = addedMs + afterMs;
      const untilMs = forMs === null ? null : fromMs + forMs;
      const fault = { id, ...asked, addedMs, fromMs, untilMs };
      const next = random(world.seed, "fault", id);
      rules = [...rules, { fault, concerns: inScope(fault.scope), next }];
      return fault;
    },
    list: () => current().map(({ fault }) => fault),
    known: () => [...current().map(({ fault }) => fault), ...ended],
    remove(id) {
      const rule = current().find(({ fault }) => fault.id === id);
      if (!rule) return null;
      rules = rules.filter((other) => other !== rule);
      const fault = { ...rule.fault, untilMs: nowMs() };
      if (fault.fromMs < fault.untilMs) end([fault]);
      return fault;
    },
    strike,
    clockSkewMs,
    around(request, atMs, answer) {
      if (rules.length === 0 || isOwnPage(request.path)) return answer();
      const scoped = scopedRequestOf(world, request);
      const struck = strike(scoped, atMs);
      const skewMs = clockSkewMs(scoped.tenant, atMs);
      if (struck === null && skewMs === 0) return answer();
      if (struck?.instead) note(world, scoped, struck, atMs);
      const given = struck?.instead ?? answer();
      const spoil = (response: HostResponse) => spoiled(response, struck, atMs, skewMs);
      return given instanceof Promise ? given.then(spoil) : spoil(given);
    },
  };
}

/** The inspector and the status page stay what can be relied on. */
const isOwnPage = (path: string): boolean =>
  path.startsWith("/_mockhost/") || path.startsWith("/status/");

function scopedRequestOf({ tenants }: World, request: HostRequest): ScopedRequest {
  const site = siteOf(request);
  const tenant = site === null ? null : (tenants.byName(site.name) ?? null);
  const path = site?.path ?? request.path;
  return { direction: "to-host", tenant, method: request.method, path };
}

/** Faults of whole sites ask for nothing more. */
const anywhereOn = (tenant: Tenant | null): ScopedRequest => ({
  direction: "to-addon",
  tenant,
  method: "",
  path: "",
});

function spoiled(
  response: HostResponse,
  struck: Strike | null,
  atMs: number,
  skewMs: number,
): HostResponse {
  const date = skewMs === 0 ? {} : { date: new Date(atMs + skewMs).toUTCString() };
  const fault = struck === null ? {} : { fault: { ...response.fault, ...struck.fault } };
  return { ...response, headers: { ...response.headers, ...date }, ...fault };
}

function note(world: World, scoped: ScopedRequest, struck: Strike, atMs: number): void {
  const words = struck.because.map(({ id, effect }) => `${id}, ${effectWords(effect)}`).join("; ");
  world.journal.note({
    atMs,
    direction: "to-host",
    clientKey: scoped.tenant?.clientKey ?? null,
    addonKey: null,
    kind: "fault",
    method: scoped.method,
    url: scoped.path,
    status: struck.fault.reset ? null : (struck.instead?.status ?? null),
    tookMs: struck.fault.delayMs ?? 0,
    claims: null,
    reason: `A fault on demand struck (${words}).`,
  });
}
