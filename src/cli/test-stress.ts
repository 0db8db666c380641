import type { Command } from "./command.ts";
import { performContractTest } from "./perform-contract-test.ts";
import { planOptions, resultOptions, targetOptions } from "./test-options.ts";
import { contractOperand, testJson } from "./test-words.ts";

export const testStress: Command = {
  about:
    "Sends more and more until the add-on gives way, and finds the rate at which it does: as an " +
    "interval, three times confirmed, with what broke first. Met when that lies beyond the expected load.",
  operands: [contractOperand],
  options: [...planOptions, ...targetOptions, ...resultOptions],
  examples: [
    { line: "plimsoll test stress", about: "How much does it bear?" },
    {
      line: "plimsoll test stress plimsoll.yaml --duration 10s --requests 40",
      about: "Short loads, beginning at twenty a second",
    },
  ],
  json: testJson("stress"),
  perform: (call) => performContractTest(call, "stress"),
};
