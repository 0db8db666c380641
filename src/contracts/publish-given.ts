import { PlimsollError } from "../core/errors/index.ts";
import { type Engine, perform } from "../engine/index.ts";
import { contractVersions, probePlans } from "../entries/index.ts";
import { decideGiven, ITSELF } from "./decide-publish.ts";
import type { UsableContract } from "./published-contract.ts";

/** Publishes the document that a process is given at its start, unless it is the latest already or was replaced by a person. */
export async function publishGiven(
  engine: Engine,
  document: UsableContract,
  nowMs: number,
): Promise<void> {
  const addon = document.contract.addon.key;
  const known = await engine.projection.upTo();
  const versions = known.state(contractVersions, addon).length;
  const plans = known.state(probePlans, addon).length;
  const cause = `publish ${versions} ${plans} ${document.hash}`;
  const context = { addon, nowMs, by: ITSELF, cause };
  const performed = await perform(engine, decideGiven, document, context);
  if (performed.kind === "refused")
    throw new PlimsollError(performed.code, performed.message, performed);
}
