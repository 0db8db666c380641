import { expect, test } from "vitest";
import { tallyRecorder } from "../injection/index.ts";
import { blameOf, blameText } from "./blame.ts";
import { rigHealth } from "./rig-health.ts";
import { phaseOf } from "./testdata/scene.ts";

const starts = { intendedMs: 0, sentMs: 0 };

function phaseWith(planned: number, act: (recorder: ReturnType<typeof tallyRecorder>) => void) {
  const recorder = tallyRecorder();
  for (let i = 0; i < planned; i++) recorder.due(0);
  act(recorder);
  const tally = recorder.tally({ cpu: 0.1, elapsedMs: 1000 });
  return phaseOf([], { tally, rig: rigHealth(tally) });
}

test("nobody is blamed where every request was answered, well or not", () => {
  const phase = phaseWith(2, (recorder) => {
    recorder.answered(starts, 10, null);
    recorder.answered(starts, 10, "status-500");
  });
  expect(blameText(blameOf([phase]))).toBeNull();
});

test("what is missing is split between system, network, injector and what is still under way", () => {
  const phase = phaseWith(1000, (recorder) => {
    for (let i = 0; i < 900; i++) recorder.answered(starts, 10, null);
    for (let i = 0; i < 60; i++) recorder.timedOut(starts, 5000);
    for (let i = 0; i < 10; i++) recorder.failed(0, 1, "reset");
    for (let i = 0; i < 5; i++) recorder.failed(0, 1, "out-of-ports");
  });
  expect(blameText(blameOf([phase, phase]))).toBe(
    "Of 2,000 planned requests 200 have no whole answer: 120 by the system, 20 by the network, " +
      "10 by the injector, 50 still under way.",
  );
});
