import { createPrivateKey, type KeyObject, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { httpProber } from "./adapters/http-probe/index.ts";
import { keyFolder } from "./adapters/key-folder/index.ts";
import { listen } from "./adapters/listener/index.ts";
import { openSqliteStore } from "./adapters/sqlite/index.ts";
import { systemClock } from "./adapters/system-clock/index.ts";
import { fetchText } from "./adapters/terminal/index.ts";
import { intakeRoutes } from "./api/intake.ts";
import { privateRoutes } from "./api/private.ts";
import { publicRoutes } from "./api/public.ts";
import type {
  CliDeps,
  ContractFile,
  MockHostPlan,
  Records,
  Running,
  StartPlan,
  UpPlan,
} from "./cli/index.ts";
import {
  contractHash,
  objectives,
  publishContract,
  readContract,
  versionInForce,
  withPromiseOf,
} from "./contract/index.ts";
import { PlimsollError } from "./errors/index.ts";
import { classifyRequests, type Descriptor } from "./host/index.ts";
import { exportLines } from "./ledger/index.ts";
import {
  currentStates,
  keepPacked,
  openIntake,
  startProbes,
  type WatchedAddon,
  watchDescriptor,
  watchedAddon,
} from "./monitoring/index.ts";
import { type Promising, viewDrawer, writtenSla } from "./publishing/index.ts";
import type { Store } from "./store/index.ts";

/**
 * What is not in the contract: secrets and addresses, from the environment.
 * PLIMSOLL_STORE        a PostgreSQL address; without it a SQLite file in the data folder
 * PLIMSOLL_INTAKE_KEY   what senders of metrics show; without it one is made and kept there
 * PLIMSOLL_SEALING_KEY  an Ed25519 private key as PEM; without it one is made and kept there
 */
type Environment = Readonly<Record<string, string | undefined>>;

/** Builds the adapters and joins the parts; nothing else knows everybody. */
export function wire(env: Environment, version: string): CliDeps {
  return {
    up: (plan) => up(plan, env, version),
    demo: (plan) => demo(plan, env, version),
    mockhost: runMockHost,
    load: async (plan, watch) => {
      const { injector } = await import("./adapters/injector/index.ts");
      return injector().inject(plan, watch);
    },
    openRecords: ({ dataFolder }) => openRecords(dataFolder, env),
  };
}

const fileOf = (dataFolder: string): string => join(dataFolder, "plimsoll.db");

async function openStore(dataFolder: string, env: Environment, readOnly = false): Promise<Store> {
  const url = env.PLIMSOLL_STORE;
  if (url === undefined) return openSqliteStore({ file: fileOf(dataFolder), readOnly });
  const { openPostgresStore } = await import("./adapters/postgres/index.ts");
  return openPostgresStore({ url });
}

const intakeKeyOf = (dataFolder: string, env: Environment): string =>
  env.PLIMSOLL_INTAKE_KEY ?? keyFolder(dataFolder).intakeKey();

function sealingKeyOf(dataFolder: string, env: Environment): KeyObject {
  const pem = env.PLIMSOLL_SEALING_KEY;
  return pem === undefined ? keyFolder(dataFolder).sealingKey() : createPrivateKey(pem);
}

/** Whatever was opened is closed in reverse, also when starting fails half-way. */
class Opened {
  readonly #closing: (() => Promise<void>)[] = [];

  add<T extends { close(): Promise<void> }>(thing: T): T {
    this.#closing.push(() => thing.close());
    return thing;
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

async function up(plan: UpPlan, env: Environment, version: string): Promise<Running> {
  const opened = new Opened();
  try {
    const store = opened.add(await openStore(plan.dataFolder, env));
    return await watch(plan, store, opened, intakeKeyOf(plan.dataFolder, env), version);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function watch(
  plan: UpPlan,
  store: Store,
  opened: Opened,
  intakeKey: string,
  version: string,
): Promise<Running> {
  const clock = systemClock;
  const states = currentStates();
  const watched = new Map<string, WatchedAddon>();
  const promising: Promising[] = [];
  for (const file of plan.contracts) {
    const published = await publish(file, store);
    promising.push(published);
    await watchOne(published, { store, watched, states, opened });
  }
  opened.add(keepPacked({ store, clock, holder: randomUUID(), onError: report }));

  const draw = viewDrawer({ slots: store.slots, current: states.of });
  const view = (nowMs: number) => draw(promising, nowMs);
  const intake = openIntake({ store, clock, addons: () => watched });
  const publicApp = publicRoutes({
    view,
    nowMs: clock.nowMs,
    version,
    checks: async () => [{ name: "store:readable", ...(await canRead(store)) }],
    report,
  });
  publicApp.route("/", intakeRoutes({ intake, key: intakeKey }));
  const privateApp = privateRoutes({
    statements: async () => (await view(clock.nowMs())).addons.map(({ statement }) => statement),
    version,
    residentBytes: () => process.memoryUsage.rss(),
  });
  const publicListener = opened.add(await listen(publicApp.fetch, plan.publicAddress));
  const privateListener = opened.add(await listen(privateApp.fetch, plan.privateAddress));
  return {
    publicUrl: publicListener.url,
    privateUrl: privateListener.url,
    close: () => opened.close(),
  };
}

async function publish({ contract, text }: ContractFile, store: Store): Promise<Promising> {
  const publication = {
    addon: contract.addon.key,
    hash: contractHash(text),
    effectiveFrom: contract.sla.effectiveFrom,
    sla: writtenSla(text).text,
  };
  const at = new Date(systemClock.nowMs()).toISOString();
  return { contract, versions: await publishContract(store.ledger, publication, at) };
}

interface WatchParts {
  readonly store: Store;
  readonly watched: Map<string, WatchedAddon>;
  readonly states: ReturnType<typeof currentStates>;
  readonly opened: Opened;
}

async function watchOne(
  { contract, versions }: Promising,
  { store, watched, states, opened }: WatchParts,
): Promise<void> {
  const { addon, operations } = contract;
  const unpromised = [
    ...operations.probes.map(({ path }) => path),
    ...(addon.descriptor ? [addon.descriptor] : []),
  ];
  // Limits of the promise in force and of the one to come are both decided as events come in.
  const inForce = withPromiseOf(contract, versionInForce(versions, systemClock.nowMs()));
  const promised = [...objectives(inForce), ...objectives(contract)];
  const take = (descriptor: Descriptor | null) =>
    watched.set(
      addon.key,
      watchedAddon(addon.key, promised, classifyRequests(descriptor, unpromised)),
    );
  take(null);
  const deps = { clock: systemClock, store, ledger: store.ledger };
  opened.add(
    await watchDescriptor(
      {
        ...deps,
        fetchText,
        onDescriptor: take,
        onProblem: complain(`The descriptor of ${addon.key} cannot be used`),
      },
      addon,
    ),
  );
  const probes = { ...deps, prober: httpProber(), onCheck: states.onCheck, onStoreError: report };
  opened.add(startProbes(probes, addon, operations.probes));
}

async function canRead(store: Store) {
  try {
    await store.ledger.head();
    return { status: "pass", output: "" } as const;
  } catch (error) {
    return { status: "fail", output: (error as Error).message } as const;
  }
}

/** What goes wrong while running is told once on standard error, not again until it changes. */
function complain(about: string): (reason: string) => void {
  let last = "";
  return (reason) => {
    if (reason !== last) process.stderr.write(`plimsoll: ${about}: ${reason}\n`);
    last = reason;
  };
}

const complainOfParts = complain("something failed and is tried again");
const report = (error: unknown): void => complainOfParts((error as Error).message);

async function runMockHost(plan: MockHostPlan): Promise<Running> {
  const { mockHost } = await import("./adapters/mockhost-server/index.ts");
  const { pollMs, rolloutMs } = plan;
  const host = await mockHost({
    address: plan.address,
    seed: plan.seed,
    tenants: plan.tenants,
    products: plan.products,
    limits: { quota: plan.limits, oddities: {} },
    versions: {
      ...(pollMs === null ? {} : { pollMs }),
      ...(rolloutMs === null ? {} : { rolloutMs }),
    },
  });
  const sites = [...host.world.tenants.all()];
  if (plan.install !== null) {
    const installed = await host.versions.install(plan.install, sites, INSTALLS_PER_SECOND);
    if (installed.kind === "refused") {
      await host.close();
      throw new PlimsollError("address.unreachable", installed.message);
    }
  }
  const inspectorUrl = `${host.origin}/_mockhost/`;
  const pages = sites.slice(0, 3).map(({ name, baseUrl }) => ({ name, url: baseUrl }));
  return { publicUrl: host.origin, privateUrl: inspectorUrl, pages, close: () => host.close() };
}

const INSTALLS_PER_SECOND = 50;

/** The world of `npm start` lives among the checkout's examples; the package does not carry it. */
const EXAMPLE = new URL("../examples/roadmaps/", import.meta.url);

async function demo(plan: StartPlan, env: Environment, version: string): Promise<Running> {
  if (!existsSync(EXAMPLE))
    throw new PlimsollError("usage", "`demo` runs the example add-on, which only a checkout has.", {
      hint: "Clone the repository and run `npm start` there.",
    });
  const opened = new Opened();
  try {
    const dataFolder = await mkdtemp(join(tmpdir(), "plimsoll-demo-"));
    opened.add({ close: () => rm(dataFolder, { recursive: true, force: true }) });
    const { host, port } = plan.publicAddress;
    const { startWorld } = await import(new URL("world.ts", EXAMPLE).href);
    // The world comes first: a probe must not find an add-on that has yet to start.
    const world = opened.add(
      await startWorld({
        intakeUrl: `http://${host}:${port}`,
        intakeKey: intakeKeyOf(dataFolder, env),
      }),
    );
    const contracts = [await exampleContract(world.contractFile)];
    const running = opened.add(await up({ ...plan, dataFolder, contracts }, env, version));
    const pages = [{ name: "add-on", url: world.addonUrl }];
    return { ...running, pages, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function exampleContract(file: string): Promise<ContractFile> {
  const text = await readFile(file, "utf8");
  const read = readContract(text);
  if (read.kind === "contract") return { file, text, contract: read.contract };
  throw new PlimsollError("internal", `${file}: ${read.problems[0]?.message}`);
}

/** Reads beside a process that writes; only erasing needs the store for itself. */
async function openRecords(dataFolder: string, env: Environment): Promise<Records> {
  const store = await openStore(dataFolder, env, true);
  return {
    ledgerLines: () => exportLines(store.ledger.read(), sealingKeyOf(dataFolder, env)),
    countAbout: async (person) => (await store.vault.about(person)).length,
    erase: (person) => erase(person, dataFolder, env),
    close: () => store.close(),
  };
}

async function erase(person: string, dataFolder: string, env: Environment): Promise<number> {
  const { vault, close } = await openStore(dataFolder, env);
  try {
    const ids = await vault.about(person);
    for (const id of ids) await vault.erase(id);
    return ids.length;
  } finally {
    await close();
  }
}
