import {
  type Contract,
  contractHash,
  type Objective,
  objectives,
  publishContract,
  readContract,
  recordProbes,
} from "../core/contract/index.ts";
import type { Store } from "../core/store/index.ts";
import { type Promising, writtenSla } from "../publishing/index.ts";

/** What the simulated vendor promises. */
const documentOf = (probeEvery: string) => `plimsoll: 1
addon:
  key: com.example.roadmaps
  name: Roadmaps
  vendor: Example Ltd
  host: plain
  baseUrl: https://roadmaps.example.com
  payment: free
  timeZone: Europe/Paris
sla:
  effectiveFrom: 2027-01-01
  period: month
  uptime: { target: 99.9%, downWhen: 5% of requests fail }
  responseTime:
    ui: { p95: 2500ms }
operations:
  probes: [ { path: /health, every: ${probeEvery}, timeout: 3s } ]
`;

function read(text: string): Contract {
  const found = readContract(text);
  if (found.kind === "contract") return found.contract;
  throw new Error(JSON.stringify(found.problems));
}

/** The contract of the simulated add-on. */
export interface SimulatedPromise {
  readonly contract: Contract;
  readonly objectives: readonly Objective[];
  /** Publishes it, unless that was done already. */
  publish(store: Pick<Store, "ledger" | "vault">, nowMs: number): Promise<Promising>;
}

export function simulatedPromise(probeEveryMs: number): SimulatedPromise {
  const text = documentOf(`${probeEveryMs / 1000}s`);
  const contract = read(text);
  const publication = {
    addon: contract.addon.key,
    hash: contractHash(text),
    effectiveFrom: contract.sla.effectiveFrom,
    sla: writtenSla(text).text,
  };
  return {
    contract,
    objectives: objectives(contract),
    async publish(store, nowMs) {
      const at = new Date(nowMs).toISOString();
      const { addon, operations } = contract;
      return {
        contract,
        versions: await publishContract(store.ledger, publication, at),
        probes: await recordProbes(store, addon.key, operations.probes, at),
      };
    },
  };
}
