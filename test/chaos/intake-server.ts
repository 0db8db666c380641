/**
 * Plimsoll's intake on its thread and behind its door, on a store that others may share. Says
 * `listening` once it can be posted to. `node intake-server.ts '{"store": {"file": "…"}, "port": 4711,
 * "key": "…", "sinceMs": 0}'`, or `{"url": "postgres://…"}` for the store.
 */
import { startIntakeThread } from "../../src/adapters/intake-thread/index.ts";
import { listen } from "../../src/adapters/listener/index.ts";
import { newTurnMemory, openSqliteStore } from "../../src/adapters/sqlite/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import { intakeRoutes } from "../../src/api/intake.ts";

const { store, port, key, sinceMs } = JSON.parse(process.argv[2]!);

/** As the real process has it: SQLite's file is locked by the process, and written in turn. */
async function addressOf() {
  if (store.url) return { kind: "postgres", url: store.url } as const;
  const turns = newTurnMemory();
  await openSqliteStore({ file: store.file, turns: { memory: turns, isFurther: false } });
  return { kind: "sqlite", file: store.file, turns } as const;
}

const task = { store: await addressOf(), mostSeries: 1_000_000 };
const intake = startIntakeThread(task, (error) => console.error(error));
const addon = { key: "com.example.roadmaps", limits: new Map(), descriptor: null, unpromised: [] };
intake.watch({ ...addon, sinceMs });
const { fetch } = intakeRoutes({ intake, key, clock: systemClock });
await listen(fetch, { host: "127.0.0.1", port });
console.log("listening");
