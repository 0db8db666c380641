import type { Command } from "./command.ts";
import { performContractTest } from "./perform-contract-test.ts";
import { planOptions, resultOptions, soakOptions, targetOptions } from "./test-options.ts";
import { contractOperand, testJson } from "./test-words.ts";

export const testSoak: Command = {
  about:
    "Holds the expected load for long and looks for what grows without end: live heap, memory, " +
    "descriptors, sockets, event-loop delay, and answers that come slower by the hour.",
  operands: [contractOperand],
  options: [...planOptions, ...soakOptions, ...targetOptions, ...resultOptions],
  examples: [
    { line: "plimsoll test soak --duration 8h", about: "Over night" },
    {
      line: "plimsoll test soak plimsoll.yaml --duration 10m --tolerate 100",
      about: "Short; only growth of more than 100 MB an hour counts",
    },
  ],
  json: testJson("soak"),
  perform: (call) => performContractTest(call, "soak"),
};
