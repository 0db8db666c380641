import type { PublishedVersions } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { type Decide, type Engine, perform } from "../engine/index.ts";
import { contractPublished, contractVersions, writeEntry } from "../entries/index.ts";

/** What is to be published: the public section travels with the entry, the private one never does. */
export interface Publication {
  readonly hash: string;
  readonly effectiveFrom: string;
  /** The `sla` section as written. */
  readonly sla: string;
}

/** A version more, unless it is the latest already. */
const decidePublish: Decide<Publication> = (known, publication, { addon, nowMs, by }) => {
  const versions = known.state(contractVersions, addon);
  const isLatest = versions.at(-1)?.hash === publication.hash;
  const entry = () => writeEntry(contractPublished, publication, { addon, atMs: nowMs, by });
  return {
    kind: "decided",
    entries: isLatest ? [] : [entry()],
    expected: { contract: versions.length },
  };
};

/** Publishes a contract unless it is the latest already; answers every version, oldest first. */
export async function publishContract(
  engine: Engine,
  addon: string,
  publication: Publication,
  nowMs: number,
): Promise<PublishedVersions> {
  const known = await engine.projection.upTo();
  const cause = `publish ${known.state(contractVersions, addon).length} ${publication.hash}`;
  const context = { addon, nowMs, by: "plimsoll", cause };
  const performed = await perform(engine, decidePublish, publication, context);
  if (performed.kind === "refused")
    throw new PlimsollError(performed.code, performed.message, performed);
  return known.state(contractVersions, addon) as PublishedVersions;
}
