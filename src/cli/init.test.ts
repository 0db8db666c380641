import { describe, expect, test } from "vitest";
import { readContract } from "../contract/index.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { run } from "./run.ts";

const descriptor = JSON.stringify({
  key: "com.example.timesheets",
  name: "Timesheets",
  baseUrl: "{{localBaseUrl}}",
  enableLicensing: true,
});
const url = "https://timesheets.example.com/atlassian-connect.json";
const terminalWith = (files: Record<string, string>) =>
  fakeTerminal({ files, pages: { [url]: descriptor } });

async function init(line: string, terminal = terminalWith({ "d.json": descriptor })) {
  const exit = await run(["init", ...line.split(" ").filter(Boolean)], terminal, () =>
    Promise.reject(),
  );
  return { exit, files: terminal.files, ...terminal.said };
}

test("writes a contract without problems, in force from next month in the vendor's zone", async () => {
  const { exit, files, out } = await init("");
  expect(exit).toBe(0);
  expect(readContract(files["plimsoll.yaml"]!)).toMatchObject({
    kind: "contract",
    problems: [],
    contract: { addon: { timeZone: "Europe/Paris" }, sla: { effectiveFrom: "2027-01-01" } },
  });
  expect(out).toBe("Wrote plimsoll.yaml. Read it through, then: plimsoll check plimsoll.yaml\n");
});

test.for(["d.json", url])("fills it in from the descriptor at %s", async (source) => {
  const { files } = await init(`--from ${source} --out t.yaml`);
  expect(readContract(files["t.yaml"]!)).toMatchObject({
    kind: "contract",
    contract: { addon: { key: "com.example.timesheets", name: "Timesheets", payment: "paid" } },
  });
});

test("writes onto standard output the contract and nothing else", async () => {
  const { out } = await init("--out - --json");
  expect(readContract(out).kind).toBe("contract");
});

test("answers a program", async () => {
  expect(JSON.parse((await init("--json")).out)).toEqual({ ok: true, file: "plimsoll.yaml" });
});

test("leaves a contract that exists as it is, unless it may be replaced", async () => {
  const terminal = terminalWith({ "plimsoll.yaml": "mine" });
  const { exit, files, err } = await init("", terminal);
  expect([exit, files["plimsoll.yaml"]]).toEqual([5, "mine"]);
  expect(err).toContain("Add --force to replace it");
  expect((await init("--force", terminal)).files["plimsoll.yaml"]).not.toBe("mine");
});

describe("writes nothing from a source that is no descriptor", () => {
  test.for([
    ["html.json", "descriptor.refused"],
    ["list.json", "descriptor.refused"],
    ["none.json", "file.unreadable"],
    ["https://none.example.com/", "address.unreachable"],
  ] as const)("%s: %s", async ([source, code]) => {
    const terminal = terminalWith({ "html.json": "<html>", "list.json": "[]" });
    const { exit, files, err } = await init(`--from ${source}`, terminal);
    expect(exit).toBe(2);
    expect(err).toContain(`[${code}]`);
    expect(files).not.toHaveProperty("plimsoll.yaml");
  });
});
