import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readContract } from "../../src/core/contract/index.ts";
import { root } from "./markdown.ts";

const contracts = globSync("examples/*/*.yaml", { cwd: root });

test("there are examples", () => {
  expect(contracts).not.toEqual([]);
});

test.for(contracts)("%s is a contract without problems", (file) => {
  expect(readContract(readFileSync(join(root, file), "utf8"))).toMatchObject({
    kind: "contract",
    problems: [],
  });
});
