import { memoryStore, type Store } from "../../core/store/index.ts";
import { fakeClock } from "../../core/time/index.ts";
import { type Decide, type Engine, type Performed, perform } from "../../engine/index.ts";
import { engineOn } from "../../engine/testdata/engine-on.ts";
import { contractPublished, writeEntry } from "../../entries/index.ts";

export const ADDON = "roadmaps";
export const at = (iso: string): number => Date.parse(iso);

const SLA = `sla:
  effectiveFrom: 2026-01-01
  period: month
  uptime: { target: 99%, downWhen: 10% of requests fail }
  maintenance: { notice: 48h, allowance: 2h per month }
`;

/** An engine whose add-on promises 48 h of notice and 2 h a month; or, with another text, something else. */
export async function promisingEngine(
  sla = SLA,
  clock = fakeClock(at("2027-01-01T00:00:00Z")),
): Promise<{ readonly store: Store; readonly engine: Engine }> {
  const store = memoryStore();
  const data = { hash: sla, effectiveFrom: "2026-01-01", sla };
  const about = { addon: ADDON, atMs: at("2026-12-01T00:00:00Z"), by: "local" };
  await store.ledger.append([writeEntry(contractPublished, data, about)]);
  return { store, engine: await engineOn(store, clock) };
}

let turns = 0;
/** As a person at a moment; each time for a cause of its own unless one is given. */
export const ask = <Input>(
  engine: Engine,
  decide: Decide<Input>,
  input: Input,
  iso: string,
  cause = `turn ${++turns}`,
): Promise<Performed> => perform(engine, decide, input, { addon: ADDON, nowMs: at(iso), by: "local", cause });
