import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../src/adapters/sqlite/index.ts";
import { intakeRoutes } from "../src/api/intake.ts";
import { type IntakeStore, memoryStore, type Store } from "../src/core/store/index.ts";
import { decode, openIntake } from "../src/monitoring/index.ts";
import { compare, machine } from "./bench.ts";
import { CLOCK_MS, encoded, KEY, otlpRequest, POINTS, watched } from "./intake/requests.ts";

/**
 * OTLP requests as an add-on's exporter sends them, each of 1,000 exponential histograms: 250
 * tenants, two routes, two statuses. From the bytes of the body to the disk, acknowledged. Beside
 * the former way: nothing remembered with what it counts, so that a restart loses and doubles.
 */
const REQUESTS = 8;
const SENDERS = 4;
/** As many rounds of cumulative points go on with their series; then the senders begin anew. */
const ROUNDS = 12;

const deltas = Array.from({ length: REQUESTS }, (_, n) => otlpRequest("delta", n, 0));
const protobufs = deltas.map((request) => encoded(request, "application/x-protobuf"));
const jsons = deltas.map((request) => encoded(request, "application/json"));
const cumulatives = Array.from({ length: ROUNDS }, (_, round) =>
  Array.from({ length: REQUESTS }, (_, n) =>
    encoded(otlpRequest("cumulative", n, round), "application/x-protobuf"),
  ),
);
let notes = 0;

/** The same points under another note, as no two requests of a sender are byte for byte the same. */
const freshProtobuf = (body: Uint8Array) =>
  Buffer.concat([body, encoded(noteOf(++notes), "application/x-protobuf")]);
const freshJson = (body: Uint8Array) => Buffer.concat([body, Buffer.alloc(++notes % 9999, " ")]);
const noteOf = (note: number) => {
  const attributes = [{ key: "note", value: { intValue: note } }];
  return { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [] }] };
};

/** What the intake did before: it remembered in memory, beside the store. */
function formerWay(store: Store): IntakeStore {
  const memory = memoryStore().intake;
  return {
    ...memory,
    async update(asked, decide) {
      let slots: Parameters<Store["slots"]["add"]>[0] = [];
      await memory.update(asked, (known) => {
        const change = decide(known);
        slots = change.slots;
        return { ...change, slots: [] };
      });
      await store.slots.add(slots);
    },
  };
}

console.log(machine());
console.log(`${(protobufs[0]!.length / POINTS).toFixed(0)} bytes a point in protobuf\n`);
const folder = mkdtempSync(join(tmpdir(), "plimsoll-bench-"));
const store = await openSqliteStore({ file: join(folder, "store.db") });
try {
  const clock = { nowMs: () => CLOCK_MS, monotonicMs: () => 0, after: () => () => {} };
  const doorTo = (intakeStore: IntakeStore) => {
    const intake = openIntake({ store: { intake: intakeStore }, clock, addons: () => watched });
    return intakeRoutes({ intake, key: KEY, clock });
  };
  const [door, formerDoor] = [doorTo(store.intake), doorTo(formerWay(store))];
  const post = async (app: typeof door, body: Uint8Array<ArrayBuffer>, type: string) => {
    const headers = { authorization: `Bearer ${KEY}`, "content-type": type };
    const response = await app.request("/v1/metrics", { method: "POST", headers, body });
    const answer = await response.text();
    if (response.status !== 200 || answer.length > 2) throw new Error(answer);
  };

  /** Every body once, four senders at a time. */
  const send = async (
    bodies: readonly Uint8Array<ArrayBuffer>[],
    type = "application/x-protobuf",
    app = door,
  ) => {
    for (let at = 0; at < bodies.length; at += SENDERS)
      await Promise.all(bodies.slice(at, at + SENDERS).map((body) => post(app, body, type)));
  };
  let round = 0;
  const nextCumulative = () => {
    const bodies = cumulatives[round++ % ROUNDS]!;
    return round <= ROUNDS ? bodies : bodies.map(freshProtobuf);
  };

  await compare({
    title: `OTLP intake from ${SENDERS} senders at once`,
    operation: "point",
    operations: POINTS * REQUESTS,
    promisedNs: 50_000,
    contenders: [
      {
        name: "protobuf, delta, durably counted once",
        run: () => send(protobufs.map(freshProtobuf)),
      },
      { name: "protobuf, cumulative, the same", run: () => send(nextCumulative()) },
      { name: "JSON, delta, the same", run: () => send(jsons.map(freshJson), "application/json") },
      {
        name: "protobuf, delta, the former way",
        run: () => send(protobufs.map(freshProtobuf), "application/x-protobuf", formerDoor),
      },
      { name: "protobuf, only decoded", run: () => protobufs.map(decodeAll) },
    ],
  });
} finally {
  await store.close();
  rmSync(folder, { recursive: true });
}

function decodeAll(body: Uint8Array): number {
  const decoded = decode(body, "application/x-protobuf");
  if (decoded.kind !== "decoded") throw new Error(decoded.message);
  return decoded.metrics.reduce((sum, { points }) => sum + [...points].length, 0);
}
