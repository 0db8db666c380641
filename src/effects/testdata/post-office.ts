import type { Contract } from "../../core/contract/index.ts";
import { memoryStore } from "../../core/store/index.ts";
import { fakeClock } from "../../core/time/index.ts";
import { type Context, perform } from "../../engine/index.ts";
import { engineOn } from "../../engine/testdata/engine-on.ts";
import { runOn } from "../../engine/testdata/run-on.ts";
import { effects, type Intent, intend, type Message } from "../../entries/index.ts";
import { deliverJobs } from "../deliver-jobs.ts";
import type { Deliverer, Delivery, Parcel } from "../ports.ts";

export const ADDON = "roadmaps";
const START = Date.parse("2027-01-17T10:00:00Z");
export const taken: Delivery = { kind: "delivered", receipt: "202" };
export const away: Delivery = { kind: "failed", reason: "nobody answers", afterMs: null };

/** A message whose content does not matter. */
export const note = (over: Partial<Message> = {}): Message => ({
  subject: "Roadmaps is down",
  text: "All checks fail.",
  severity: "critical",
  action: "trigger",
  thread: "roadmaps/1",
  at: "2027-01-17T10:00:00Z",
  addon: { key: ADDON, name: "Roadmaps" },
  links: [],
  ...over,
});

const contract = {
  addon: { key: ADDON, name: "Roadmaps" },
  operations: { channels: { oncall: "pagerduty", team: "mail" } },
} as unknown as Contract;

let holders = 0;

/** A process that delivers, and receivers whose answers a test decides. */
export async function postOffice(answer: (parcel: Parcel) => Promise<Delivery> | Delivery, store = memoryStore(), clock = fakeClock(START)) {
  const engine = await engineOn(store, clock);
  const sent: { readonly to: string; readonly afterMs: number; readonly parcel: Parcel }[] = [];
  const deliverer: Deliverer = {
    async deliver(parcel) {
      sent.push({ to: parcel.to, afterMs: clock.nowMs() - START, parcel });
      return answer(parcel);
    },
    close: async () => {},
  };
  const deps = {
    vault: store.vault,
    clock,
    deliverers: { mail: deliverer, slack: deliverer, pagerduty: deliverer, webhook: deliverer },
    addressOf: (channel: string) => ({ to: `to ${channel}`, secret: null }),
    unsubscribeUrl: (_: string, id: string) => `https://status.example.com/do/${id}`,
    onChange: engine.projection.onChange,
  };
  const jobs = await runOn(deliverJobs(contract, deps), clock, store, `holder ${++holders}`);
  const context = (cause: string): Context => ({ addon: ADDON, nowMs: clock.nowMs(), by: "test", cause });
  return {
    ...{ clock, store, engine, sent, context },
    /** Lets everything that is due happen. */
    async pass(ms: number) {
      for (const part of [0, ms / 2, ms / 2]) {
        await clock.advance(part);
        for (let at = 0; at < 200; at++) await clock.advance(0);
      }
    },
    intend: (intent: Partial<Intent> & { readonly name: string }) =>
      perform(
        engine,
        (_, __, { addon, nowMs: atMs, by }) => ({
          kind: "decided" as const,
          entries: [],
          vaulted: [
            intend(
              { kind: "page", channels: ["oncall", "team"], message: note(), reason: "it is down", ...intent },
              { addon, atMs, by },
            ),
          ],
          expected: {},
        }),
        null,
        context(intent.name),
      ),
    known: () => engine.projection.known().state(effects, ADDON),
    async close() {
      await jobs.close();
      await engine.projection.close();
    },
  };
}
