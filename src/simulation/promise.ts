import { publishGiven, type UsableContract, watchedContract } from "../contracts/index.ts";
import { type Contract, type Objective, objectives, readContract } from "../core/contract/index.ts";
import type { Store } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import { openProjection, reading } from "../engine/index.ts";
import type { Promising } from "../publishing/index.ts";

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
  maintenance: { notice: 1h, allowance: 200h per month }
operations:
  retention: { detail: 1d }
  probes: [ { path: /health, every: ${probeEvery}, timeout: 3s } ]
`;

function read(text: string): UsableContract {
  const found = readContract(text);
  if (found.kind === "contract") return found;
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
  const document = read(documentOf(`${probeEveryMs / 1000}s`));
  const { contract } = document;
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
      await publishGiven(engine, document, nowMs);
      const { key } = contract.addon;
      const watched = await reading(vault, (kept) =>
        watchedContract(projection.known(), key, document, kept),
      );
      await projection.close();
      return watched!;
    },
  };
}
