import type { Addon, Sla, WrittenSla } from "../core/contract/index.ts";
import type { Statement } from "../core/slo/index.ts";
import type { Section } from "../engine/index.ts";
import type { JudgedRun } from "../entries/index.ts";

/** All that the public may see, computed at one moment. Pages and documents are pure functions of it. */
export interface PublicView {
  /** One for each contract, in the order in which they were given. */
  readonly addons: readonly PublishedAddon[];
  /** Ed25519, raw, base64url: what signs seals and exported ledgers, for `plimsoll verify --key`; null: nothing is signed. */
  readonly publicKey: string | null;
  /** A newer view was wanted and could not be had: the pages say so. */
  readonly isStale?: boolean;
}

/** Promise and proof of one add-on. Holds nothing of `operations` and no tenant's name. */
export interface PublishedAddon {
  readonly addon: Addon;
  readonly sla: Sla;
  readonly written: WrittenSla;
  /** 1, 2, 3 …: how many times the contract has been published. */
  readonly version: number;
  /** The add-on as a whole, for the period that is running. */
  readonly statement: Statement;
  /** The same for periods that are over, oldest first; as many as are known. */
  readonly earlier: readonly Statement[];
  /** ISO; when Plimsoll first watched this add-on, whether or not anything was measured since. */
  readonly watchingSince: string | null;
  /** The last thing seen; null where nobody looks in between. */
  readonly current: CurrentState | null;
  /** What capabilities show beside it, in the order in which they stand on the page. */
  readonly sections: readonly ShownSection[];
  /** Its vendor shows how it stands to the operations guide. */
  readonly hasGuide: boolean;
  /** Performance tests that judged its promises, latest first. */
  readonly tests: readonly JudgedRun[];
}

/** A section, and what it shows now. */
interface ShownSection {
  readonly section: Section;
  readonly shown: unknown;
}

export interface CurrentState {
  /** unknown: the prober is, or may be, cut off from the network. */
  readonly kind: "answering" | "failing" | "maintenance" | "unknown";
  /** ISO; since when it has been so. */
  readonly since: string;
  /** ISO; when it was last looked at. */
  readonly checkedAt: string;
  /** Why it is failing or unknown, as a clause: no path and no address; null: nothing to say. */
  readonly cause: string | null;
}

/** Where the pages of one add-on live: "" for an only one, "/<key>" where there are several. */
export function baseOf(view: PublicView, published: PublishedAddon): string {
  return view.addons.length === 1 ? "" : `/${encodeURIComponent(published.addon.key)}`;
}
