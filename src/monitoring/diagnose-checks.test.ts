import { describe, expect, test } from "vitest";
import { diagnostics } from "../core/diagnostics/index.ts";
import { fakeClock, MINUTE_MS, momentOf } from "../core/time/index.ts";
import type { Check, FailureCause } from "./check.ts";
import { currentStates } from "./current-state.ts";
import { diagnoseCheck } from "./diagnose-checks.ts";

const good: Check = { kind: "good", durationMs: 5, firstFailure: null };
const bad = (cause: FailureCause, reason: string): Check => ({
  kind: "bad",
  cause,
  reason,
  durationMs: 5,
});
const status500 = bad("status", "status 500 instead of 200");
const selfSigned = bad("certificate", "self-signed certificate");
const offline: Check = { kind: "unknown", cause: "offline", reason: "connect ENETUNREACH" };

/** Makes checks a minute apart and answers the lines that were written of them. */
async function linesOf(
  ...checks: readonly (readonly [Check, (string | undefined)?, (string | undefined)?])[]
): Promise<readonly string[]> {
  const clock = fakeClock();
  const lines: string[] = [];
  const told = diagnostics(clock, ({ text }) => lines.push(text));
  const { onCheck, checksOf } = currentStates(clock);
  for (const [check, path = "/health", place = "local"] of checks) {
    const made = { addon: "roadmaps", path, url: "", place, at: momentOf(clock), check };
    onCheck(made);
    diagnoseCheck(told, made, checksOf("roadmaps"));
    await clock.advance(MINUTE_MS);
  }
  return lines;
}

describe("of an add-on is said", () => {
  test("nothing while it answers", async () => {
    expect(await linesOf([good], [good, "/ready"], [good])).toEqual([]);
  });

  test("that it fails and by what, once, and that it answers again", async () => {
    expect(await linesOf([good], [status500], [status500], [status500], [good], [good])).toEqual([
      "roadmaps fails at /health: status 500 instead of 200.",
      "roadmaps answers again after 3 min; it failed at /health: status 500 instead of 200.",
    ]);
  });

  test("that it fails in another way", async () => {
    expect(await linesOf([status500], [selfSigned])).toEqual([
      "roadmaps fails at /health: status 500 instead of 200.",
      "roadmaps fails at /health: its certificate is not valid (self-signed certificate).",
    ]);
  });

  test("that another path fails too, and only when all answer that it answers", async () => {
    expect(await linesOf([status500], [selfSigned, "/ready"], [good], [good, "/ready"])).toEqual([
      "roadmaps fails at /health: status 500 instead of 200.",
      "roadmaps fails at /health: status 500 instead of 200; at /ready: its certificate is not valid (self-signed certificate).",
      "roadmaps fails at /ready: its certificate is not valid (self-signed certificate).",
      "roadmaps answers again after 3 min; it failed at /ready: its certificate is not valid.",
    ]);
  });

  test("from where, when several places check it", async () => {
    expect(await linesOf([good], [status500, "/health", "fra"])).toEqual([
      "roadmaps fails at /health from fra: status 500 instead of 200.",
    ]);
  });

  test("once that a library words the same cause in many ways", async () => {
    const lines = await linesOf(
      [bad("tls", "80EB12:error:0A00010B:SSL routines")],
      [bad("tls", "80EB99:error:0A00010B:SSL routines")],
    );
    expect(lines).toHaveLength(1);
  });
});

test("a check that had to be made again is said", async () => {
  const again: Check = {
    ...good,
    firstFailure: { cause: "status", reason: "status 503 instead of 200", durationMs: 2 },
  };
  expect(await linesOf([again], [good], [again])).toEqual([
    "roadmaps failed a check at /health and answered when it was asked again at once: status 503 instead of 200.",
  ]);
});

test("an observer that is cut off is said to be, and nothing of the add-on follows from it", async () => {
  expect(await linesOf([status500], [offline], [offline], [good])).toEqual([
    "roadmaps fails at /health: status 500 instead of 200.",
    "Checks of roadmaps say nothing at /health: the machine that checks it has no network (connect ENETUNREACH).",
    "Checks of roadmaps say something again after 2 min.",
    "roadmaps answers again after 3 min; it failed at /health: status 500 instead of 200.",
  ]);
});
