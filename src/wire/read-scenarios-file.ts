import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestOutcome } from "../cli/index.ts";
import type { Problem } from "../core/contract/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import type { Descriptor } from "../core/host/index.ts";
import { type ReadScenarios, readScenarios, readScenarioText } from "../loadtest/index.ts";

type ScenariosRead =
  | { readonly kind: "fit"; readonly scenarios: ReadScenarios | null }
  | Extract<TestOutcome, { kind: "unfit" }>;

/** Scenarios from YAML, or from the default export of a module in TypeScript or JavaScript. */
export async function readScenariosFile(
  file: string | null,
  descriptor: Descriptor | null,
): Promise<ScenariosRead> {
  if (file === null) return { kind: "fit", scenarios: null };
  return /\.[cm]?[jt]s$/.test(file) ? fromModule(file, descriptor) : fromText(file, descriptor);
}

async function fromText(file: string, descriptor: Descriptor | null): Promise<ScenariosRead> {
  const text = await reading(file, () => readFile(file, "utf8"));
  const read = readScenarioText(text, descriptor);
  if (read.kind === "value") return { kind: "fit", scenarios: read.value };
  return { kind: "unfit", file, text, problems: read.problems };
}

async function fromModule(file: string, descriptor: Descriptor | null): Promise<ScenariosRead> {
  const module = await reading(file, () => import(pathToFileURL(resolve(file)).href));
  const read = readScenarios(module.default, descriptor);
  if (read.kind === "value") return { kind: "fit", scenarios: read.value };
  // A value has no lines: the path says where.
  const problems = read.misfits.map(
    (misfit): Problem => ({
      severity: "error",
      line: 1,
      column: 1,
      ...misfit,
      path: misfit.path.join("."),
    }),
  );
  return { kind: "unfit", file, text: "", problems };
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new PlimsollError(
      "file.unreadable",
      `${file} cannot be read: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}
