import type { Command } from "./command.ts";
import { performContractTest } from "./perform-contract-test.ts";
import { planOptions, resultOptions, targetOptions } from "./test-options.ts";
import { contractOperand, testJson } from "./test-words.ts";

export const testSpike: Command = {
  about:
    "Sends the contract's peak all at once, and says how long it takes until every promise is kept " +
    "again; then lets one tenant burst alone, and says whether its neighbours felt it.",
  operands: [contractOperand],
  options: [...planOptions, ...targetOptions, ...resultOptions],
  examples: [
    { line: "plimsoll test spike", about: "Everybody at once, and back" },
    {
      line: "plimsoll test spike plimsoll.yaml --duration 2m --seed 7",
      about: "Shorter, other chances",
    },
  ],
  json: testJson("spike"),
  perform: (call) => performContractTest(call, "spike"),
};
