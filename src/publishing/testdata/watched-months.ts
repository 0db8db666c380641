import { type Contract, readContract } from "../../core/contract/index.ts";
import { slotRecorder } from "../../core/measurement/index.ts";
import type { Store } from "../../core/store/index.ts";
import { minuteOf } from "../../core/time/index.ts";

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

export function contractOf(text: string): Contract {
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

