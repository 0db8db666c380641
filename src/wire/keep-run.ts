import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { requireFolder } from "../adapters/folder/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import type { RunPlace } from "../cli/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import {
  type ComparisonRecord,
  comparisonReport,
  encodeComparison,
  encodeRun,
  htmlReport,
  junitXml,
  otlpMetrics,
  prometheusText,
  type RunRecord,
  runEntry,
  runFiles,
} from "../loadtest/index.ts";
import { actFor } from "./act.ts";
import { ask } from "./ask.ts";
import { type Environment, openStore } from "./environment.ts";

/**
 * Makes sure, before a run of hours, that what comes of it can be kept.
 * @throws PlimsollError `file.unwritable`, or what keeps the store from being opened
 */
export async function requirePlace({ folder, dataFolder }: RunPlace, env: Environment) {
  requireFolder(folder);
  if (dataFolder === null) return;
  const isUp = (await ask({ kind: "folder", dataFolder }, "/api/openapi.json", {})) !== null;
  if (!isUp) await (await openStore(dataFolder, env)).close();
}

/** Writes a run's record and reports, and has the ledger tell of it where one is named. */
export async function keepRun(
  record: RunRecord,
  { folder, dataFolder }: RunPlace,
  env: Environment,
): Promise<readonly string[]> {
  const text = encodeRun(record);
  const files: Files = [
    ["run.json", text],
    ["report.html", await htmlReport(record)],
    ["junit.xml", junitXml(record)],
    ["metrics.prom", prometheusText(record)],
    ["metrics.otlp.json", JSON.stringify(otlpMetrics(record))],
  ];
  const written = await writeFiles(folder, files);
  if (dataFolder !== null) await tellLedger(record, text, dataFolder, env);
  return written;
}

/** Writes what came of a comparison: its record and report, and the record of every run. */
export async function keepComparison(
  record: ComparisonRecord,
  folder: string,
): Promise<readonly string[]> {
  const runs = runFiles(record);
  if (runs.length > 0) requireFolder(join(folder, "runs"));
  return writeFiles(folder, [
    ["comparison.json", encodeComparison(record, runs)],
    ["report.html", await comparisonReport(record)],
    ...runs.map(({ name, text }) => [name, text] as const),
  ]);
}

type Files = readonly (readonly [name: string, content: string])[];

/** Answers where they are. */
async function writeFiles(folder: string, files: Files): Promise<readonly string[]> {
  requireFolder(folder);
  try {
    for (const [name, content] of files) await writeFile(join(folder, name), content);
  } catch (error) {
    throw new PlimsollError("file.unwritable", `${folder} cannot be written.`, { cause: error });
  }
  return files.map(([name]) => join(folder, name));
}

/** By the process that is up, where one is. */
async function tellLedger(
  record: RunRecord,
  text: string,
  dataFolder: string,
  env: Environment,
): Promise<void> {
  const { addon: tested, data: run } = runEntry(record, text, systemClock.nowMs());
  const place = { kind: "folder", dataFolder } as const;
  const order = { name: "run record", addon: null, input: { tested, run }, place };
  const done = await actFor(order, env);
  if (done.kind === "refused") throw new PlimsollError(done.code, done.message, done);
}
