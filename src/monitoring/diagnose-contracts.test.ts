import { expect, test } from "vitest";
import type { Contract } from "../core/contract/index.ts";
import { contractDiagnoser } from "./diagnose-contracts.ts";

const contract = (from: readonly string[]) =>
  ({
    addon: { key: "a" },
    operations: { probes: [{ path: "/health", from }] },
  }) as unknown as Contract;
const version = (version: number, hash: string) => ({ version, hash, by: "local" });

test("what is wrong with a contract is said for as long as it is so", () => {
  const said: string[] = [];
  const diagnose = contractDiagnoser(
    {
      report: ({ subject, message }) => void said.push(`${subject}: ${message}`),
      resolve: (_, subject) => void said.push(`${subject} is over`),
    },
    [{ file: "a.yaml", hash: "first", contract: contract([]) }],
  );
  const watched = (from: readonly string[], ...versions: ReturnType<typeof version>[]) => [
    { contract: contract(from), problems: [], versions },
  ];
  diagnose(watched(["local"], version(1, "first")));
  expect(said.splice(0)).toEqual([]);
  diagnose(watched(["local", "fra"], version(1, "first"), version(2, "second")));
  expect(said.splice(0)).toEqual([
    expect.stringMatching(/^a fra \/health: Nobody checks/),
    "a file: a.yaml is not what is followed for a: that is version 2, published since by local. `plimsoll contract publish` publishes the file anew.",
  ]);
  diagnose(watched(["local"], version(3, "first")));
  expect(said.splice(0)).toEqual(["a fra /health is over", "a file is over"]);
  const problems = [
    {
      severity: "warning",
      rule: "example-address",
      line: 4,
      column: 5,
      path: "sla.support.url",
      message: "https://support.example.com is an example.",
      hint: "",
    },
  ] as const;
  diagnose([{ contract: contract(["local"]), problems, versions: [version(3, "first")] }]);
  expect(said).toEqual([
    "a sla.support.url: The contract of a: https://support.example.com is an example.",
  ]);
  const unprobed = { addon: { key: "a" }, operations: { probes: [] } } as unknown as Contract;
  said.length = 0;
  diagnose([{ contract: unprobed, problems, versions: [version(3, "first")] }]);
  expect(said).toEqual([expect.stringMatching(/^a sla/), "a is over", "a is over"]);
});
