import { readContract } from "../../core/contract/index.ts";
import { memoryStore } from "../../core/store/index.ts";
import { act, local, type Capability, type Done, type Refusal } from "../../engine/index.ts";
import { engineOn } from "../../engine/testdata/engine-on.ts";
import type { UsableContract } from "../published-contract.ts";

export const ADDON = "com.example.roadmaps";

export const document = ({
  target = "99.9%",
  from = "2027-01-01",
  path = "/health",
  key = ADDON,
}: {
  readonly target?: string;
  readonly from?: string;
  readonly path?: string;
  readonly key?: string;
} = {}) => `plimsoll: 1
addon:
  key: ${key}
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: https://roadmaps.example.com
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: ${from}
  period: month
  uptime: { target: ${target}, downWhen: 5% of requests fail }
operations:
  connectivity: []
  probes: [ { path: ${path}, every: 30s, timeout: 3s } ]
`;

export function usable(text: string): UsableContract {
  const read = readContract(text);
  if (read.kind === "contract") return read;
  throw new Error(JSON.stringify(read.problems));
}

let asked = 0;

/** A process on a store, asked as through its doors. */
export async function deskOn(capability: Capability, store = memoryStore()) {
  const engine = await engineOn(store);
  return {
    store,
    engine,
    ask: async (
      name: string,
      input: object,
      at: string,
      more: { readonly by?: string; readonly cause?: string; readonly addon?: string } = {},
    ): Promise<Done | Refusal> => {
      const known = await engine.projection.upTo();
      return act(
        { engine, capabilities: [capability], addons: known.addons(), newSecret: () => "" },
        {
          name,
          addon: more.addon ?? null,
          input,
          caller: { ...local, by: more.by ?? local.by },
          idempotencyKey: more.cause ?? `cause ${++asked} ${name} ${at}`,
          nowMs: Date.parse(at),
        },
      );
    },
  };
}
