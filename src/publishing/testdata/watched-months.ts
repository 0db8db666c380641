import { type Contract, contractHash, isPublished, readContract, writtenSla } from "../../core/contract/index.ts";
import { slotRecorder } from "../../core/measurement/index.ts";
import type { Store } from "../../core/store/index.ts";
import { minuteOf } from "../../core/time/index.ts";
import { engineOn } from "../../engine/testdata/engine-on.ts";
import { contractPublished, contractVersions, writeEntry } from "../../entries/index.ts";
import type { Promising } from "../statement-parts.ts";

export const ADDON = "com.example.roadmaps";

/** A contract of one add-on with a calendar month and an uptime. */
export const document = (effectiveFrom: string, target: string) => `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: https://roadmaps.example.com
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: ${effectiveFrom}
  period: month
  uptime: { target: ${target}, downWhen: 5% of requests fail }
operations: {}
`;

function contractOf(text: string): Contract {
  const read = readContract(text);
  if (read.kind === "contract") return read.contract;
  throw new Error(JSON.stringify(read.problems));
}

/** Ten requests in a minute, none of which failed. */
export async function measure(store: Store, iso: string): Promise<void> {
  const taken = slotRecorder([]);
  for (let i = 0; i < 10; i++) taken.record(0.1, false);
  const stream = {
    addon: ADDON,
    tenant: "t",
    indicator: "service",
    source: "agent",
    release: "",
    region: "",
    place: "",
    path: "",
  } as const;
  await store.slots.add([{ stream, minute: minuteOf(Date.parse(iso)), slot: taken.slot() }]);
}


/** Publishes documents one after the other, each at a moment of its own, unless it is the latest already. */
export async function promising(
  { ledger, vault }: Pick<Store, "ledger" | "vault">,
  ...given: readonly (readonly [text: string, at: string])[]
): Promise<Promising> {
  const { projection } = await engineOn({ ledger, vault });
  const versions = async () => (await projection.upTo()).state(contractVersions, ADDON);
  for (const [text, at] of given) {
    const hash = contractHash(text);
    if ((await versions()).at(-1)?.hash === hash) continue;
    const { effectiveFrom } = contractOf(text).sla;
    const data = { hash, effectiveFrom, sla: writtenSla(text).text };
    const about = { addon: ADDON, atMs: Date.parse(at), by: "plimsoll" };
    await ledger.append([writeEntry(contractPublished, data, about)]);
  }
  const all = await versions();
  if (!isPublished(all)) throw new Error("Nothing was published.");
  return { contract: contractOf(given.at(-1)![0]), versions: all, probes: [] };
}
