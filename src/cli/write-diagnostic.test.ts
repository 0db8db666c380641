import { expect, test } from "vitest";
import type { DiagnosticLine } from "../core/diagnostics/index.ts";
import type { Call } from "./command.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { paint } from "./paint.ts";
import { diagnosticWriter } from "./write-diagnostic.ts";

const AT_MS = Date.UTC(2027, 0, 16, 14, 3, 22);

function written(line: Partial<DiagnosticLine>, isErrTty: boolean, isColoured = false): string {
  const terminal = fakeTerminal({ isErrTty });
  const call = { terminal, paint: paint(isColoured) } as Partial<Call> as Call;
  diagnosticWriter(call)({ atMs: AT_MS, kind: "problem", text: "roadmaps fails.", ...line });
  return terminal.said.err;
}

test("a file gets the moment and the sentence, and no colour, whatever standard output is", () => {
  expect(written({}, false, true)).toBe("2027-01-16T14:03:22.000Z roadmaps fails.\n");
});

test("a person gets the time of the day where he is, and a mark", () => {
  expect(written({}, true)).toBe("15:03:22 ✗ roadmaps fails.\n");
  expect(written({ kind: "recovery", text: "roadmaps answers." }, true)).toBe(
    "15:03:22 ✓ roadmaps answers.\n",
  );
  expect(written({}, true, true)).toContain("\x1b[31m✗");
});

test.for([
  ["an escape sequence", "web\x1b]0;owned\x07", "web\uFFFD]0;owned\uFFFD"],
  [
    "a line of its own",
    "web\n2027-01-01T00:00:00Z all is well",
    "web\uFFFD2027-01-01T00:00:00Z all is well",
  ],
  ["C1 controls", "web\u009b31m", "web\uFFFD31m"],
  ["a turn of direction", "web\u202Egnp.exe", "web\uFFFDgnp.exe"],
] as const)("%s that a sender's name holds stays text", ([, text, expected]) => {
  for (const isErrTty of [true, false])
    expect(written({ text }, isErrTty).endsWith(` ${expected}\n`)).toBe(true);
});
