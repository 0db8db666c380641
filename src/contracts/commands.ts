import * as z from "zod";
import {
  type Change,
  type ContractReading,
  changesText,
  compareContracts,
  isPublished,
  type PublishedVersions,
  readContract,
  versionInForce,
  versionTimes,
} from "../core/contract/index.ts";
import { dateWords } from "../core/format/index.ts";
import type { Entry } from "../core/ledger/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Command, Known, Refusal, Told } from "../engine/index.ts";
import { type ContractVersion, contractPublished, contractVersions } from "../entries/index.ts";
import { decidePublish } from "./decide-publish.ts";
import { contractAt, textOf } from "./published-contract.ts";

interface Publish {
  readonly document: ContractReading;
}

export const publish: Command<Publish> = {
  name: "contract publish",
  about:
    "Publishes a contract: it is in force from its date on, never backwards; what is not promised to customers is in force at once. " +
    "Says what changes against the version in force. A contract with errors is refused, as `check` names them.",
  scope: "admin",
  input: z.object({
    document: z
      .string()
      .meta({ description: "The contract.", file: true })
      .transform((text) => readContract(text)),
  }),
  operands: ["document"],
  examples: [
    {
      line: "plimsoll contract publish plimsoll.yaml",
      about: "Also while `plimsoll up` runs, which follows",
    },
  ],
  addonOf: ({ document }) => (document.kind === "contract" ? document.contract.addon.key : null),
  decide: (known, { document }, context, kept) =>
    document.kind === "contract"
      ? decidePublish(known, document, context, kept)
      : refused(document),
  say(entries, told) {
    const { published, changes, fromMs, isFirst, replaced } = outcome(entries, told);
    const { version } = published;
    const when = fromMs > told.nowMs ? `in force from ${dateWords(fromMs)}` : "in force";
    if (!isNew(entries))
      return `Nothing new: this is version ${version} of ${told.addon} already, ${when}.`;
    return [
      `Published as version ${version} of ${told.addon}, ${fromMs > told.nowMs ? when : "in force from now on"}.`,
      ...replaced.map((one) => `Version ${one} never comes into force: this one replaces it.`),
      isFirst
        ? "It is the first."
        : changes === null
          ? "What it changes cannot be said: the version in force cannot be read any more."
          : changesText(changes),
    ].join("\n");
  },
  details: {
    example: `"version": 2, "inForceFrom": "2027-03-01T00:00:00.000Z", "changes": [ { "path": "sla.uptime.target", "effect": "weaker", "before": "99.9 %", "after": "99.5 %", "sentence": "…" } ], "problems": [ … ], "notes": [ … ]`,
    of(entries, told) {
      const { document } = told.input;
      const { published, changes, fromMs } = outcome(entries, told);
      return {
        version: published.version,
        inForceFrom: isoTime(fromMs),
        changes: isNew(entries) ? changes : [],
        problems: document.problems,
        notes: document.kind === "contract" ? document.notes : [],
      };
    },
  },
};

const isNew = (entries: readonly Entry[]): boolean =>
  entries.some(({ type }) => type === contractPublished.type);

const refused = ({ problems }: ContractReading): Refusal => ({
  kind: "refused",
  code: "contract.refused",
  message: "Nothing was published: the contract cannot be used.",
  hint: "Mend what is named; `plimsoll check FILE` names it too.",
  problems,
});

/** What came of publishing, as it was at that moment, also when a repeat asks later. */
function outcome(entries: readonly Entry[], { input, known, addon, nowMs, kept }: Told<Publish>) {
  const { document } = input;
  const entry = entries.find(({ type }) => type === contractPublished.type);
  const all = known.state(contractVersions, addon);
  const versions = all.slice(0, entry?.version ?? all.length);
  if (document.kind !== "contract" || !isPublished(versions)) throw new Error("It was refused.");
  const published = versions.at(-1)!;
  const before = versions.slice(0, -1);
  const atMs = entry === undefined ? nowMs : Date.parse(entry.at);
  const times = versionTimes(versions);
  const changes = isPublished(before) ? changesFrom(before) : [];
  const replaced = isPublished(before)
    ? versionTimes(before).flatMap((one, at) =>
        one !== null && times[at] === null ? [before[at]!.version] : [],
      )
    : [];

  function changesFrom(
    before: PublishedVersions & readonly ContractVersion[],
  ): readonly Change[] | null {
    const { contract } = document as Extract<ContractReading, { kind: "contract" }>;
    const old = contractAt(before, atMs, contract, kept);
    return old === null ? null : compareContracts(old, contract, false);
  }

  return {
    published,
    isFirst: before.length === 0,
    changes,
    replaced,
    fromMs: times.at(-1)?.fromMs ?? atMs,
  };
}

interface Show {
  readonly version?: string | undefined;
}

export const show: Command<Show> = {
  name: "contract show",
  about: "Prints a version of the contract as it was published, to the letter.",
  scope: "operate",
  input: z.object({
    version: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, "it is not the number of a version")
      .meta({ description: "Its number; without it, the version in force." })
      .optional(),
  }),
  operands: ["version"],
  examples: [
    { line: "plimsoll contract show", about: "What is in force" },
    {
      line: "plimsoll contract show 2",
      about: "An earlier version, or one to come",
    },
  ],
  decide(known, input, { addon, nowMs }) {
    if (shown(known, addon, input, nowMs) !== undefined)
      return { kind: "decided", entries: [], expected: {} };
    const { version } = input;
    const count = known.state(contractVersions, addon).length;
    const message =
      version === undefined || count === 0
        ? `No contract of ${addon} was published.`
        : `There is no version ${version} of the contract of ${addon}; the latest is ${count}.`;
    return {
      kind: "refused",
      code: "contract.unknown",
      message,
      hint: "`plimsoll contract list` names those that were published.",
    };
  },
  say: (_, { input, known, addon, nowMs, kept }) =>
    documentOf(shown(known, addon, input, nowMs)!, kept),
  details: {
    example: `"version": 2, "hash": "…", "effectiveFrom": "2027-03-01", "document": "plimsoll: 1\\n…", "sla": "sla:\\n…"`,
    of(_, { input, known, addon, nowMs, kept }) {
      const one = shown(known, addon, input, nowMs)!;
      const { version, hash, effectiveFrom, sla } = one;
      return { version, hash, effectiveFrom, document: textOf(one, kept), sla };
    },
  },
};

function shown(
  known: Known,
  addon: string,
  { version }: Show,
  nowMs: number,
): ContractVersion | undefined {
  const versions = known.state(contractVersions, addon);
  const wanted =
    version !== undefined
      ? Number(version)
      : isPublished(versions)
        ? versionInForce(versions, nowMs).version
        : 0;
  return versions.find((one) => one.version === wanted);
}

const documentOf = (version: ContractVersion, kept: Told<Show>["kept"]): string =>
  textOf(version, kept) ??
  `# Of version ${version.version}, published on ${version.publishedAt.slice(0, 10)}, only the public section was kept.\n${version.sla}`;
