import { random } from "../core/chance/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import type { Store } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import { act, type Engine, local, openProjection, runJobs } from "../engine/index.ts";
import { maintenance } from "../maintenance/index.ts";
import {
  limitsOf,
  openIntake,
  packJob,
  probeJobs,
  slotBuffer,
  thinJob,
  type WatchedAddon,
  watchClock,
} from "../monitoring/index.ts";
import { cachedView, type Promising, type PublicView, viewDrawer } from "../publishing/index.ts";
import { fallibleStore, type StoreConditions } from "./fallible-store.ts";
import { life, never, processClock, type SteppedClock } from "./life.ts";
import type { DoneEntry } from "./maintenance-account.ts";
import type { PlantedFault } from "./planted.ts";
import type { SimulatedPromise } from "./promise.ts";
import type { Sky } from "./sky.ts";

/** What a sender is told: as the door for metrics translates what intake says. */
export type Answer =
  | { readonly kind: "acknowledged" }
  | { readonly kind: "unavailable" }
  | { readonly kind: "refused"; readonly why: string };

/** What a person is told; `entries` null: it was refused. */
export interface CommandAnswer {
  readonly entries: readonly DoneEntry[] | null;
  readonly repeated: boolean;
}

/** Longer than in truth, as the time between looks into the ledger: both take up much of a simulated day and show little. */
const LEASE_MS = 60_000;

/** One running Plimsoll. */
export interface Server {
  readonly name: string;
  readonly isAlive: boolean;
  readonly clock: SteppedClock;
  /** Metrics arrive; never settles when the process dies meanwhile. */
  receive(body: string): Promise<Answer>;
  /** A person commands; null: it could not be done now. Never settles when the process dies meanwhile. */
  perform(name: string, input: object, key: string): Promise<CommandAnswer | null>;
  /** What its public page shows now, and how old that is in truth. */
  view(): Promise<{ readonly view: PublicView; readonly ageMs: number }>;
  /** It is stopped, and goes on as if nothing had been. */
  standStill(forMs: number): void;
  kill(): void;
}

export interface ServerDeps {
  readonly name: string;
  readonly trueTime: Clock;
  readonly disk: Store;
  readonly promise: SimulatedPromise;
  readonly conditions: StoreConditions;
  readonly sky: Sky;
  readonly onKill: () => void;
  /** Called with what the process would say on standard error. */
  readonly onError: (error: unknown) => void;
  readonly planted: PlantedFault | null;
}

/** Starts a process on the store, joined of the same parts as the real one. */
export function startServer(deps: ServerDeps): Server {
  const own = life(deps.trueTime, deps.onKill);
  const { planted, trueTime } = deps;
  const stepped = processClock(trueTime, own);
  const clock = planted?.clock?.(stepped) ?? stepped;
  const disk = planted?.store?.(deps.disk) ?? deps.disk;
  const store = fallibleStore(disk, own, deps.conditions);
  const { contract, objectives, publish } = deps.promise;
  const { addon } = contract;
  const watched = new Map<string, WatchedAddon>();
  const intake = openIntake({ store, clock, addons: () => watched });
  let engine: Engine | null = null;
  let view: (() => Promise<PublicView>) | null = null;
  let drawnAtMs = trueTime.nowMs();

  async function start(): Promise<void> {
    const promising: Promising = await publish(store, clock);
    const sinceMs = Date.parse(promising.versions[0].publishedAt);
    watched.set(addon.key, {
      key: addon.key,
      classify: () => "ui",
      lifecycleOf: () => null,
      limits: limitsOf(objectives),
      sinceMs,
    });
    const { signal } = new AbortController();
    const probing = {
      prober: deps.sky.proberOf(own),
      results: slotBuffer(store),
      clock,
      signal,
      onStoreError: deps.onError,
    };
    const { onError } = deps;
    const retention = new Map([[addon.key, contract.operations.retention]]);
    const reading = { ledger: store.ledger, clock, onError, lookEveryMs: LEASE_MS };
    const projection = await openProjection(reading);
    engine = { ledger: store.ledger, vault: store.vault, projection };
    runJobs({
      jobs: [
        ...probeJobs(probing, contract),
        packJob(store, clock),
        thinJob(store, () => retention),
        ...(maintenance.jobs ?? []),
      ],
      engine,
      leases: store.leases,
      clock,
      holder: deps.name,
      leaseMs: LEASE_MS,
      random: random(1, deps.name),
      onError: (_, error) => onError(error),
    });
    watchClock({
      clock,
      ledger: store.ledger,
      addons: () => [addon.key],
      onStep: () => {},
      onError,
    });
    const draw = viewDrawer({
      publicKey: null,
      slots: store.slots,
      current: () => null,
      known: projection.known,
      sections: [],
      clock,
      // Nothing here damages a block.
      onDamage: ({ reason }) => onError(new Error(reason)),
    });
    view = cachedView(
      async (nowMs) => {
        const beginMs = trueTime.nowMs();
        const drawn = await draw([promising], nowMs);
        drawnAtMs = beginMs;
        return drawn;
      },
      deps.onError,
      clock,
    );
  }

  /** A store that refuses at start ends the server; its keeper starts it anew. */
  const started = start().catch((error) => {
    deps.onError(error);
    own.kill();
  });

  return {
    name: deps.name,
    get isAlive() {
      return own.isAlive;
    },
    clock: stepped,
    async receive(body) {
      // As the real process, which listens only once it watches.
      await started;
      if (!own.isAlive) return never();
      const request = {
        body: Buffer.from(planted?.body?.(body) ?? body),
        encoding: "application/json",
        isGzip: false,
      } as const;
      try {
        const answer = await intake.receive(request);
        if (!own.isAlive) return never();
        if (answer.kind !== "taken") return { kind: "refused", why: answer.message };
        if (answer.rejected === 0) return { kind: "acknowledged" };
        return { kind: "refused", why: answer.notices[0]?.reason ?? "" };
      } catch (error) {
        if (error instanceof PlimsollError && error.code.startsWith("store."))
          return { kind: "unavailable" };
        throw error;
      }
    },
    async perform(name, input, idempotencyKey) {
      await started;
      if (!own.isAlive || engine === null) return never();
      const doors = {
        ...{ engine, capabilities: [maintenance], addons: [addon.key] },
        newSecret: () => "",
      };
      const nowMs = clock.nowMs();
      const request = { name, addon: null, input, caller: local, idempotencyKey, nowMs };
      try {
        const answer = await act(doors, request);
        if (!own.isAlive) return never();
        if (answer.kind === "done")
          return { entries: answer.entries.map(doneEntry), repeated: answer.repeated };
        return answer.code === "command.overtaken" ? null : { entries: null, repeated: false };
      } catch (error) {
        if (error instanceof PlimsollError && error.code.startsWith("store.")) return null;
        throw error;
      }
    },
    async view() {
      if (view === null) return never();
      const shown = await view();
      return { view: shown, ageMs: trueTime.nowMs() - drawnAtMs };
    },
    standStill: own.standStill,
    kill: own.kill,
  };
}

const doneEntry = ({ seq, type, subject }: DoneEntry): DoneEntry => ({ seq, type, subject });
