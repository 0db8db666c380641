import {
  type Contract,
  contractHash,
  type Objective,
  objectives,
  readContract,
} from "../core/contract/index.ts";
import type { Store } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import { openProjection } from "../engine/index.ts";
import { recordProbes } from "../monitoring/index.ts";
import { type Promising, publishContract, writtenSla } from "../publishing/index.ts";

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
  retention: { detail: 1d }
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
  publish(store: Pick<Store, "ledger" | "vault">, clock: Clock): Promise<Promising>;
}

export function simulatedPromise(probeEveryMs: number): SimulatedPromise {
  const text = documentOf(`${probeEveryMs / 1000}s`);
  const contract = read(text);
  const publication = {
    hash: contractHash(text),
    effectiveFrom: contract.sla.effectiveFrom,
    sla: writtenSla(text).text,
  };
  return {
    contract,
    objectives: objectives(contract),
    async publish({ ledger, vault }, clock) {
      const nowMs = clock.nowMs();
      const onError = (error: unknown) => {
        throw error;
      };
      const projection = await openProjection({ ledger, clock, onError });
      const engine = { ledger, vault, projection };
      const { addon, operations } = contract;
      const versions = await publishContract(engine, addon.key, publication, nowMs);
      const probes = await recordProbes({ engine, vault }, addon.key, operations.probes, nowMs);
      await projection.close();
      return { contract, versions, probes };
    },
  };
}
