import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GivenContract, RunningUp, StartPlan } from "../cli/index.ts";
import { readContract } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import { MOST_SERIES } from "../monitoring/index.ts";
import { MOST_TENANTS } from "../tenants/index.ts";
import { actFor } from "./act.ts";
import { type Environment, intakeKeyOf } from "./environment.ts";
import { Opened } from "./opened.ts";
import { up } from "./up.ts";

/** The world of `npm start` lives among the checkout's examples; the package does not carry it. */
const EXAMPLE = new URL("../../examples/roadmaps/", import.meta.url);

export async function demo(plan: StartPlan, env: Environment, version: string): Promise<RunningUp> {
  if (!existsSync(EXAMPLE))
    throw new PlimsollError("usage", "`demo` runs the example add-on, which only a checkout has.", {
      hint: "Clone the repository and run `npm start` there.",
    });
  const opened = new Opened();
  try {
    const dataFolder = await mkdtemp(join(tmpdir(), "plimsoll-demo-"));
    opened.add({ close: () => rm(dataFolder, { recursive: true, force: true }) });
    const { host, port } = plan.publicAddress;
    const intakeUrl = `http://${host}:${port}`;
    const intakeKey = intakeKeyOf(dataFolder, env);
    const { startWorld } = await import(new URL("world.ts", EXAMPLE).href);
    // The world comes first: a probe must not find an add-on that has yet to start.
    const world = opened.add(await startWorld({ intakeUrl, intakeKey }));
    const contracts = [await exampleContract(world.contractFile)];
    const running = opened.add(
      await up(
        {
          ...plan,
          trustedProxies: [],
          publicUrl: null,
          mostSeries: MOST_SERIES,
          mostTenants: MOST_TENANTS,
          dataFolder,
          contracts,
        },
        { ...world.environment, ...env },
        version,
      ),
    );
    await announceUpdates(dataFolder, env);
    const pages = [...world.pages, { name: "data folder", url: dataFolder }];
    return { ...running, pages, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** As a person would who needs some minutes of each week for it. */
async function announceUpdates(dataFolder: string, env: Environment): Promise<void> {
  const input = { reason: "Updates", every: "Sun 02:00-02:20 Europe/Paris" };
  const place = { kind: "folder", dataFolder } as const;
  await actFor({ name: "maintenance announce", addon: null, input, place }, env);
}

async function exampleContract(file: string): Promise<GivenContract> {
  const text = await readFile(file, "utf8");
  const read = readContract(text);
  if (read.kind === "contract") return { ...read, file };
  throw new PlimsollError("internal", `${file}: ${read.problems[0]?.message}`);
}
