import { parseDuration } from "../core/contract/index.ts";
import { type ExitCode, PlimsollError } from "../core/errors/index.ts";
import { type LoadPlan, type LoadVerdict, loadResult, readPlan } from "../loadtest/index.ts";
import type { Call } from "./command.ts";
import { asError } from "./faults.ts";
import { loadProgress } from "./load-progress.ts";
import { loadResultText } from "./load-result-text.ts";
import { outOfPlace } from "./out-of-place.ts";
import { contractOptions } from "./test-options.ts";

/** Loads one address, as the first thing that a person tries. */
export async function loadAddress(call: Call, url: string): Promise<ExitCode> {
  const plan = await planOf(call, url);
  const { load } = await call.deps();
  const progress = loadProgress(call, plan);
  const report = await load(plan, {
    signal: call.terminal.catchSignals(),
    onProgress: progress.show,
  });
  progress.end();
  const result = loadResult(plan, report);
  const document = { ok: result.verdict === "done", ...result };
  call.answer(document, loadResultText(result, call.paint));
  return exitCodes[result.verdict];
}

const exitCodes: Readonly<Record<LoadVerdict, ExitCode>> = {
  done: 0,
  failing: 1,
  insufficient: 3,
  invalid: 4,
};

const MOST_BODY_BYTES = 16 * 1024 * 1024;

async function planOf(call: Call, url: string): Promise<LoadPlan> {
  const { option, options, has, terminal } = call;
  const given = option("body");
  const body = given?.startsWith("@")
    ? await terminal.read(given.slice(1), MOST_BODY_BYTES)
    : given;
  const names = [
    "rate",
    "duration",
    "connections",
    "workers",
    "timeout",
    "arrivals",
    "seed",
    "method",
    "expect",
  ] as const;
  const reading = readPlan(
    {
      ...Object.fromEntries(names.map((name) => [name, option(name)])),
      url,
      body,
      headers: await headersOf(call),
      isClosed: has("closed"),
      isInsecure: has("insecure"),
      allowedHosts: options("allowHost"),
    },
    parseDuration,
  );
  const stray = outOfPlace(call, contractOptions, (flag) => ({
    message: `${flag} is for the test of a contract's add-on.`,
    hint: `Leave out ${flag}, or --url.`,
  }));
  if (reading.kind === "problems" || stray.length > 0) {
    const problems = reading.kind === "problems" ? reading.problems : [];
    const misread = problems.map(({ at, message, hint }) => ({
      message: `--${at}: ${message}`,
      hint,
    }));
    throw asError("usage", [...stray, ...misread], "`plimsoll help test load` shows every option.");
  }
  if (reading.kind === "refused")
    throw new PlimsollError("target.not-allowed", `${reading.host} is not this machine.`, {
      hint: `If it is yours to load, add --allow-host ${reading.host}`,
    });
  return reading.plan;
}

const MOST_HEADER_BYTES = 64 * 1024;

/** From the environment, from files and from the arguments, in this order. */
async function headersOf({ options, terminal }: Call): Promise<readonly string[]> {
  const headers = linesOf(terminal.env.PLIMSOLL_LOAD_HEADERS ?? "");
  for (const given of options("header"))
    if (given.startsWith("@"))
      headers.push(...linesOf(await terminal.read(given.slice(1), MOST_HEADER_BYTES)));
    else headers.push(given);
  return headers;
}

const linesOf = (text: string): string[] =>
  text.split(/\r?\n/).filter((line) => line.trim() !== "");
