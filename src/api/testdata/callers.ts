import { access, sessions } from "../../access/index.ts";
import { memoryStore } from "../../core/store/index.ts";
import { type Caller, type Capability, type Doors, type Engine, local } from "../../engine/index.ts";
import { engineOn } from "../../engine/testdata/engine-on.ts";
import { type Callers } from "../authorize.ts";
import { enterPath } from "../console.ts";

const KEY = "the-key";
/** Of whoever can read the data folder. */
export const bearer = { authorization: `Bearer ${KEY}` };

/** Secrets in the order of the numbers. */
export function countedSecrets(): () => string {
  let count = 0;
  return () => String(count++).padEnd(43, "s");
}

export function callersOf(engine: Engine, monotonicMs = () => 0): Callers {
  return {
    processKey: KEY,
    sessions: sessions(countedSecrets(), monotonicMs),
    known: () => engine.projection.upTo(),
    nowMs: () => 0,
    monotonicMs,
  };
}

/** What the private listener needs to tell its callers apart, on an empty store. */
export async function emptyHouse(
  capabilities: readonly Capability[] = [access],
): Promise<{ readonly callers: Callers; readonly doors: Doors }> {
  const engine = await engineOn(memoryStore());
  const newSecret = countedSecrets();
  const doors = { engine, capabilities, addons: ["com.example.roadmaps"], newSecret };
  return { callers: callersOf(engine), doors };
}

export const links = { linkKey: "link-key", publicUrl: "http://127.0.0.1:7300/" };

/** Where a browser comes in. */
export const entrance = ({ sessions }: Callers, caller: Caller = local): string =>
  enterPath(sessions.newLink(caller));
