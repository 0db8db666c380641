import type { Command } from "./command.ts";
import { performContractTest } from "./perform-contract-test.ts";
import { planOptions, resultOptions, stressOptions, targetOptions } from "./test-options.ts";
import { contractOperand, testJson } from "./test-words.ts";

export const testStress: Command = {
  about:
    "Sends more and more until the add-on gives way, and finds the rate at which it does: as an " +
    "interval, three times confirmed, with what broke first. It ends when that is narrow enough, or its " +
    "time is over. Met when the rate lies beyond the expected load.",
  operands: [contractOperand],
  options: [...planOptions, ...stressOptions, ...targetOptions, ...resultOptions],
  examples: [
    { line: "plimsoll test stress", about: "How much does it bear?" },
    {
      line: "plimsoll test stress plimsoll.yaml --duration 10s --requests 40 --most-duration 5m",
      about: "Short loads, beginning at twenty a second, for five minutes at most",
    },
  ],
  json: testJson("stress"),
  perform: (call) => performContractTest(call, "stress"),
};
