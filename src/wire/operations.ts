import type { OperationsCounters } from "../api/private-metrics.ts";
import type { GivenContract } from "../cli/index.ts";
import type { AddonView, CheckView, DescriptorView, OperationsView } from "../console/index.ts";
import type { WatchedContract } from "../contracts/index.ts";
import { type DiagnosticLine, diagnostics } from "../core/diagnostics/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { Counter } from "../core/exposition/index.ts";
import { plural } from "../core/format/index.ts";
import type { BlockDamage, Store } from "../core/store/index.ts";
import { type Clock, momentOf, presentMs } from "../core/time/index.ts";
import type { Concern, Jobs } from "../engine/index.ts";
import {
  type CheckState,
  contractDiagnoser,
  currentStates,
  diagnoseBlock,
  diagnoseCheck,
  diagnoseNetwork,
  type IntakeNotice,
  intakeObservation,
  type MadeCheck,
  type OwnNetwork,
  type SenderBatch,
  type SeriesKept,
  senders,
} from "../monitoring/index.ts";
import type { PublishedAddon } from "../publishing/index.ts";
import type { Scraped } from "../resources/index.ts";
import { ownCondition } from "./own-condition.ts";
import { tellScrape } from "./tell-scrape.ts";

export interface OperationsDeps {
  readonly clock: Clock;
  /** Writes a line to standard error. */
  readonly write: (line: DiagnosticLine) => void;
  /** What the process was given at its start. */
  readonly given: readonly GivenContract[];
  /** The contracts by which it watches now. */
  readonly contracts: () => readonly WatchedContract[];
  readonly version: string;
}

/** Where the parts of a running Plimsoll can be seen; known once they are open. */
export interface OperationsPlaces {
  readonly store: Store;
  readonly intake: { series(): Promise<SeriesKept | null> };
  readonly storeName: string;
  readonly jobs: Pick<Jobs, "list">;
  readonly publicUrl: string;
}

/** What a running Plimsoll sees of its own work: written, shown on the private page, counted in `/metrics`. */
export function operations({ clock, write, given, contracts, version }: OperationsDeps) {
  const started = momentOf(clock);
  const { report, resolve, list } = diagnostics(clock, write);
  /** How many places must agree; null: it is not checked from there. */
  const agreeOf = ({ addon, place, path }: Pick<CheckState, "addon" | "place" | "path">) =>
    contracts()
      .find(({ contract }) => contract.addon.key === addon)
      ?.contract.operations.probes.find((plan) => plan.path === path && plan.from.includes(place))
      ?.agree ?? null;
  const condition = ownCondition(clock, { report, resolve });
  const states = currentStates(clock, agreeOf);
  const known = senders(clock);
  const descriptors = new Map<string, DescriptorView>();
  const keys = () => contracts().map(({ contract }) => contract.addon.key);
  const diagnose = contractDiagnoser({ report, resolve }, given);
  const counters: OperationsCounters = {
    checks: new Counter(),
    requests: new Counter(),
    points: new Counter(),
    notices: new Counter(),
  };

  function descriptorSeen(addon: string, seen: Partial<DescriptorView>): void {
    const before = descriptors.get(addon) ?? { isInUse: false, readAtMs: null, problem: null };
    descriptors.set(addon, { ...before, ...seen });
  }

  function onNotice(notice: IntakeNotice): void {
    counters.notices.add({ reason: notice.kind }, notice.count);
    report(intakeObservation(notice, keys()));
  }

  function onBatch(batch: SenderBatch & { readonly address: string }): void {
    counters.points.add({ result: "accepted" }, batch.accepted);
    counters.points.add({ result: "refused" }, batch.rejected);
    known.onBatch(batch);
  }

  return {
    counters,
    condition,
    current: (addon: string): PublishedAddon["current"] => states.of(addon),
    checksOf: states.checksOf,

    /** Contracts are others from now on. */
    onContracts(now: readonly WatchedContract[]): void {
      diagnose(now);
      for (const { contract } of now) states.onPlans(contract.addon.key);
    },

    onBlockDamage: (damage: BlockDamage) => diagnoseBlock({ report }, damage),

    onCheck(made: MadeCheck): void {
      // One that was under way when its contract was replaced by another.
      if (agreeOf(made) === null) return;
      const { addon, place, path } = made;
      states.onCheck(made);
      counters.checks.add({ addon, place, path, ...resultOf(made) });
      diagnoseCheck({ report, resolve }, made, states.checksOf(addon));
    },

    /** Of a check that another process made, and counted. */
    onCheckElsewhere: states.onCheck,

    onNetwork: (addon: string, network: OwnNetwork) =>
      diagnoseNetwork({ report, resolve }, addon, network),

    onNotice,
    onBatch,
    onAnswer: (status: number) => counters.requests.add({ code: String(status) }),

    /** For the descriptor of one add-on. */
    descriptorOf: (addon: string) => ({
      onDescriptor: () => descriptorSeen(addon, { isInUse: true }),
      onGood() {
        descriptorSeen(addon, { readAtMs: clock.nowMs(), problem: null });
        resolve(
          "descriptor",
          addon,
          (_, lasted) => `The descriptor of ${addon} can be read again after ${lasted}.`,
        );
      },
      onProblem(reason: string) {
        descriptorSeen(addon, { problem: reason });
        const message = `The descriptor of ${addon} cannot be read. ${reason}`;
        report({ kind: "descriptor", subject: addon, cause: reason, message });
      },
    }),

    /** For a part of Plimsoll that fails and is tried again: "Storing what was measured". */
    onErrorOf: (part: string) => (error: unknown) => {
      const cause = reasonOf(error);
      report({ kind: "plimsoll", subject: part, cause, message: `${part} failed. ${cause}` });
    },

    onConcern({ subject, message }: Concern): void {
      report({ kind: "concern", subject, cause: subject, message });
    },
    onConcernOver({ subject, over }: Concern): void {
      resolve("concern", subject, (_, lasted) => over(lasted));
    },

    onHostPage(addon: string, problem: string | null): void {
      const again = (_: unknown, lasted: string) =>
        `The status page of the host of ${addon} can be read again after ${lasted}.`;
      const message = `The status page of the host of ${addon} cannot be read; outages that it shows are not left out. ${problem}.`;
      if (problem === null) resolve("host", addon, again);
      else report({ kind: "host", subject: addon, cause: problem, message });
    },

    onDeadman(addon: string, problem: string | null): void {
      const message = `The service that watches whether Plimsoll lives is not reached for ${addon}: ${problem}.`;
      if (problem !== null) report({ kind: "deadman", subject: addon, cause: problem, message });
      else
        resolve(
          "deadman",
          addon,
          (_, lasted) =>
            `The service that watches whether Plimsoll lives is reached again after ${lasted}.`,
        );
    },

    /** What came of a look at metrics that a contract says where to fetch. */
    onScrape: (scraped: Scraped) => tellScrape(scraped, { report, resolve, onNotice, onBatch }),

    /** Channels of a contract that lead nowhere, as sentences. */
    onChannels(addon: string, problems: readonly string[]): void {
      if (problems.length > 0)
        report({
          kind: "channel",
          subject: addon,
          cause: problems.join(" "),
          message: problems.join(" "),
        });
      else resolve("channel", addon, () => `All channels of ${addon} lead somewhere again.`);
    },

    onTenantsLeftOut(addon: string, leftOut: number): void {
      const said = `All tenants of ${addon} are written down again.`;
      const message = `${plural(leftOut, "tenant")} of ${addon} left out: there are more than --most-tenants allows to be written down.`;
      if (leftOut === 0) resolve("tenants", addon, () => said);
      else report({ kind: "tenants", subject: addon, cause: "too many", message });
    },

    onClockStep(sentence: string): void {
      report({ kind: "clock", subject: "", cause: sentence, message: sentence });
    },

    async view({
      store,
      intake,
      jobs,
      storeName,
      publicUrl,
    }: OperationsPlaces): Promise<OperationsView> {
      return {
        atMs: clock.nowMs(),
        startedAtMs: presentMs(started, clock),
        version,
        addons: contracts().map(
          ({ contract: { addon, operations } }): AddonView => ({
            key: addon.key,
            name: addon.name,
            url: publicPage(publicUrl, keys(), addon.key),
            state: states.of(addon.key)?.kind ?? "unchecked",
            checks: operations.probes.flatMap(({ path, from }) =>
              from.map((place) => checkView(states.checksOf(addon.key), { place, path })),
            ),
            descriptor:
              addon.descriptor === null
                ? null
                : (descriptors.get(addon.key) ?? { isInUse: false, readAtMs: null, problem: null }),
          }),
        ),
        intake: {
          url: new URL("/v1/metrics", publicUrl).href,
          series: await intake.series().catch(() => null),
          senders: known
            .list()
            .map(({ rejected, ...sender }) => ({ ...sender, refused: rejected })),
        },
        store: await condition.storeView(storeName, store),
        jobs: jobs.list(),
        diagnostics: list(),
      };
    },
  };
}

export type Operations = ReturnType<typeof operations>;

/** An unexpected error, with the place in the code where it was thrown. */
function reasonOf(error: unknown): string {
  if (error instanceof PlimsollError || !(error instanceof Error))
    return String((error as Error)?.message ?? error);
  const where = error.stack
    ?.split("\n")
    .find((line) => /^\s+at /.test(line))
    ?.trim();
  return where === undefined ? error.message : `${error.message} (${where})`;
}

const publicPage = (publicUrl: string, keys: readonly string[], key: string): string =>
  new URL(keys.length === 1 ? "/" : `/${encodeURIComponent(key)}`, publicUrl).href;

function resultOf({ check }: MadeCheck) {
  if (check.kind !== "good") return { result: check.kind, cause: check.cause } as const;
  const { firstFailure } = check;
  return firstFailure === null
    ? ({ result: "good", cause: "" } as const)
    : ({ result: "retried", cause: firstFailure.cause } as const);
}

function checkView(
  states: readonly CheckState[],
  { place, path }: Pick<CheckView, "place" | "path">,
): CheckView {
  const state = states.find((one) => one.place === place && one.path === path);
  if (state === undefined)
    return {
      place,
      path,
      kind: "unknown",
      sinceMs: null,
      checkedAtMs: null,
      cause: "",
      durationMs: null,
    };
  const { kind, since, checkedAt, causeInFull, durationMs } = state;
  return {
    place,
    path,
    kind,
    sinceMs: Date.parse(since),
    checkedAtMs: Date.parse(checkedAt),
    cause: causeInFull,
    durationMs,
  };
}
