import { parseDuration } from "../contract/index.ts";
import { type ExitCode, PlimsollError } from "../errors/index.ts";
import { type LoadPlan, type LoadVerdict, loadResult, readPlan } from "../loadtest/index.ts";
import type { Call, Command } from "./command.ts";
import { loadProgress } from "./load-progress.ts";
import { loadResultText } from "./load-result-text.ts";

export const testLoad: Command = {
  about:
    "Sends requests to an address at the rate that is asked, whatever the answers take, and says " +
    "how they came. Exit code 0: done; 3: cut off, or nothing answered well; 4: this machine, not " +
    "the address, was the limit.",
  options: [
    { flags: "--url URL", about: "what to load: http or https" },
    {
      flags: "--rate RATE",
      about: "requests a second: 2000, 100..2000 for a ramp, 100,200 for steps (default: 50)",
    },
    { flags: "--duration TIME", about: "how long requests start", fallback: "10s" },
    { flags: "--connections N", about: "the most at once (default: 256; 10 with --closed)" },
    { flags: "--closed", about: "ask as fast as the answers come, instead of at a rate" },
    { flags: "--workers N", about: "threads that send", fallback: "1" },
    { flags: "--timeout TIME", about: "how long to wait for an answer", fallback: "5s" },
    { flags: "--arrivals KIND", about: "even or poisson (default: even)" },
    { flags: "--seed N", about: "of chance arrivals", fallback: "1" },
    { flags: "--method METHOD", about: "of the requests (default: GET; POST with a body)" },
    { flags: "--header LINE", about: '"name: value"; may be repeated', repeats: true },
    { flags: "--body TEXT", about: "what to send; @FILE sends a file of UTF-8 text" },
    { flags: "--insecure", about: "take any certificate" },
    {
      flags: "--allow-host HOST",
      about: "a host other than this machine that may be loaded; may be repeated",
      repeats: true,
    },
  ],
  examples: [
    {
      line: "plimsoll test load --url http://127.0.0.1:8080/",
      about: "Fifty a second, for ten seconds",
    },
    {
      line: "plimsoll test load --url http://127.0.0.1:8080/ --rate 100..2000 --duration 1m --arrivals poisson",
      about: "A ramp, with requests that come by chance as people's do",
    },
    {
      line: "plimsoll test load --url https://staging.example.com/api --allow-host staging.example.com --header accept:text/html",
      about: "Another machine, which has to be named twice",
    },
  ],
  json: `{ "ok": true, "verdict": "done", "url": "http://127.0.0.1:8080/", "model": "open", "interrupted": false, "elapsedMs": 10003, "planned": 20000, "sent": 20000, "completed": 20000, "ratePerSecond": 1999.4, "errors": { "timed-out": 2, "status-503": 7 }, "response": { "p50": 4.1, "p90": 6, "p95": 7.2, "p99": 11.9, "p999": 31, "max": 40.2, "mean": 4.6 }, "service": { "p50": 4, "p90": 5.9, "p95": 7, "p99": 11.8, "p999": 30, "max": 40.1, "mean": 4.5 }, "lag": { "p50": 0.1, "p90": 0.1, "p95": 0.1, "p99": 0.2, "p999": 0.9, "max": 1.3, "mean": 0.1 }, "rig": { "cpu": 0.31, "eventLoopDelayP99": 0.2, "tardinessP99": 0.2, "achieved": 0.9999, "blame": { "injector": 0, "system": 2, "network": 0 }, "verdict": "valid", "reasons": [] } }
Milliseconds. Response counts from the moment at which a request was to start, service from its
sending; lag is the difference. Null stands for what was not measured.`,

  async perform(call: Call) {
    const plan = await planOf(call);
    const { load } = await call.deps();
    const progress = loadProgress(call, plan);
    const report = await load(plan, {
      signal: call.terminal.takeSignals(),
      onProgress: progress.show,
    });
    progress.end();
    const result = loadResult(plan, report);
    const document = { ok: result.verdict === "done", ...result };
    call.answer(document, loadResultText(result, call.paint));
    return exitCodes[result.verdict];
  },
};

const exitCodes: Readonly<Record<LoadVerdict, ExitCode>> = { done: 0, insufficient: 3, invalid: 4 };

const MOST_BODY_BYTES = 16 * 1024 * 1024;

async function planOf(call: Call): Promise<LoadPlan> {
  const { option, options, has, terminal } = call;
  const url = option("url");
  if (url === undefined)
    throw new PlimsollError("usage", "Nothing was named to load.", {
      hint: "Say what: plimsoll test load --url http://127.0.0.1:8080/",
    });
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
  ] as const;
  const reading = readPlan(
    {
      ...Object.fromEntries(names.map((name) => [name, option(name)])),
      url,
      body,
      headers: options("header"),
      isClosed: has("closed"),
      isInsecure: has("insecure"),
      allowedHosts: options("allowHost"),
    },
    parseDuration,
  );
  switch (reading.kind) {
    case "plan":
      return reading.plan;
    case "refused":
      throw new PlimsollError("target.not-allowed", `${reading.host} is not this machine.`, {
        hint: `If it is yours to load, add --allow-host ${reading.host}`,
      });
    case "problems":
      throw new PlimsollError(
        "usage",
        reading.problems.map(({ at, message }) => `--${at}: ${message}`).join(" "),
        { hint: [...new Set(reading.problems.map(({ hint }) => hint))].join(" ") },
      );
  }
}
