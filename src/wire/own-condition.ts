import type { StoreView } from "../console/index.ts";
import type { Diagnostics } from "../core/diagnostics/index.ts";
import type { PlimsollError } from "../core/errors/index.ts";
import { forecastUsage, type Store } from "../core/store/index.ts";
import { type Clock, momentOf, presentMs } from "../core/time/index.ts";
import {
  diagnoseStore,
  type Intake,
  type OwnCheck,
  ownChecks,
  type StoreState,
  writeLog,
} from "../monitoring/index.ts";

/** How long a caller of /health waits at most. */
const ANSWERS_WITHIN_MS = 3_000;

/** How Plimsoll itself fares: what it writes, where that lies, and what it draws up. */
export function ownCondition(clock: Clock, said: Pick<Diagnostics, "report" | "resolve">) {
  const writes = writeLog(clock);
  let state: StoreState | null = null;
  let damage: PlimsollError | null = null;
  let drawn = momentOf(clock);
  let isFailing = false;

  /** Why there is no answer, at once or in time; null: there is one. */
  async function unanswered(ask: () => Promise<unknown>): Promise<Error | null> {
    let cancel = () => {};
    const late = new Promise<Error>((resolve) => {
      cancel = clock.after(ANSWERS_WITHIN_MS, () => resolve(new Error("It does not answer.")));
    });
    const answer = ask().then(
      () => null,
      (error: Error) => error,
    );
    return Promise.race([answer, late]).finally(cancel);
  }

  return {
    writes,

    /** The same way to take metrics in, seen: it writes on a thread of its own. */
    seenReceive:
      (receive: Intake["receive"]): Intake["receive"] =>
      async (request) => {
        try {
          const answer = await receive(request);
          if (answer.kind === "taken") writes.settled("intake", null);
          return answer;
        } catch (error) {
          writes.settled("intake", error);
          throw error;
        }
      },

    onStoreState(seen: StoreState): void {
      state = seen;
      diagnoseStore(said, seen);
    },

    /** Of a large file, found by a check beside its use. */
    onStoreDamage(error: PlimsollError): void {
      damage = error;
      const message = `${error.message} ${error.hint}`;
      said.report({ kind: "store", subject: "check", cause: error.message, message });
    },

    onLoss(sentence: string): void {
      said.report({ kind: "store", subject: "log", cause: sentence, message: sentence });
    },

    /** The same way to draw up figures, seen. */
    drawing:
      <T>(draw: (nowMs: number) => Promise<T>) =>
      async (nowMs: number): Promise<T> => {
        const begun = momentOf(clock);
        try {
          const view = await draw(nowMs);
          drawn = begun;
          isFailing = false;
          return view;
        } catch (error) {
          isFailing = true;
          throw error;
        }
      },

    /** Looked up now, but for what takes long. */
    async checks({ ledger, health }: Store): Promise<readonly OwnCheck[]> {
      const [unreadable, place] = await Promise.all([
        unanswered(() => ledger.head()),
        health.place(),
      ]);
      return ownChecks({
        unreadable,
        writes: writes.state(),
        place,
        forecast: state?.forecast ?? forecastUsage([]),
        damage,
        view: { drawnMs: drawn.monotonicMs, isFailing },
        monotonicMs: clock.monotonicMs(),
      });
    },

    async storeView(name: string, { health }: Store): Promise<StoreView> {
      const { last, failure } = writes.state();
      const place = await health.place().catch(() => null);
      return {
        name,
        sizeBytes: await health.sizeBytes().catch(() => null),
        disk: place?.disk ?? null,
        isWritable: failure === null && (place?.lost ?? null) === null,
        writtenAtMs: presentMs(last, clock),
        forecast: state?.forecast ?? forecastUsage([]),
        drawnAtMs: presentMs(drawn, clock),
      };
    },
  };
}
