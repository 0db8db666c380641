import { describe, expect, test } from "vitest";
import { readContract } from "../core/contract/index.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { run } from "./run.ts";

const descriptor = JSON.stringify({
  key: "com.example.timesheets",
  name: "Timesheets",
  baseUrl: "{{localBaseUrl}}",
  enableLicensing: true,
  lifecycle: { installed: "/installed" },
  modules: { generalPages: [{ key: "a", url: "/a" }] },
});
const host = "https://timesheets.example.com";
const url = `${host}/atlassian-connect.json`;
const terminalWith = (files: Record<string, string>, pages: Record<string, string> = {}) =>
  fakeTerminal({ files, pages: { [url]: descriptor, ...pages } });

async function init(line: string, terminal = terminalWith({ "d.json": descriptor })) {
  const exit = await run(["init", ...line.split(" ").filter(Boolean)], terminal, () =>
    Promise.reject(),
  );
  return { exit, files: terminal.files, ...terminal.said };
}

function contractIn(text: string | undefined) {
  const reading = readContract(text!);
  if (reading.kind === "contract") return reading.contract;
  throw new Error(reading.problems.map(({ message }) => message).join("\n"));
}

test("writes a contract without errors, in force from the present month in the vendor's zone", async () => {
  const { exit, files, out } = await init("");
  expect(exit).toBe(0);
  expect(contractIn(files["plimsoll.yaml"])).toMatchObject({
    addon: { timeZone: "Europe/Paris" },
    sla: { effectiveFrom: "2026-12-01" },
  });
  expect(out).toBe(
    "Wrote plimsoll.yaml. Read it through, then: plimsoll check plimsoll.yaml, which names what only you know.\n",
  );
});

test.for(["d.json", url, host])("fills it in from the descriptor at %s", async (source) => {
  const { files } = await init(`--from ${source} --out t.yaml`);
  const { addon, sla } = contractIn(files["t.yaml"]);
  expect(addon).toMatchObject({
    key: "com.example.timesheets",
    name: "Timesheets",
    payment: "paid-via-atlassian",
    descriptor: "/atlassian-connect.json",
  });
  expect(Object.keys(sla.responseTime)).toEqual(["ui", "service"]);
  expect(Object.keys(sla.lifecycle)).toEqual(["install"]);
});

test("without a source it takes the descriptor that lies beside the contract", async () => {
  const terminal = terminalWith({ "addon/atlassian-connect.json": descriptor });
  const { files } = await init("--out addon/plimsoll.yaml", terminal);
  expect(contractIn(files["addon/plimsoll.yaml"]).addon.name).toBe("Timesheets");
});

describe("asks a running add-on which path answers", () => {
  const health = async (pages: Record<string, string>) => {
    const { files } = await init(`--from ${url}`, terminalWith({}, pages));
    return contractIn(files["plimsoll.yaml"]).operations.probes[0]?.path;
  };
  test.for([
    ["the likeliest name", { [`${host}/healthz`]: "ok", [`${host}/`]: "home" }, "/healthz"],
    ["only a home page", { [`${host}/`]: "home" }, "/"],
    ["nothing but the descriptor", {}, "/atlassian-connect.json"],
    [
      "every path alike",
      { [`${host}/health`]: "app", [`${host}/no-such-path-of-plimsoll-init`]: "app" },
      "/atlassian-connect.json",
    ],
  ] as const)("%s", async ([, pages, path]) => {
    expect(await health(pages)).toBe(path);
  });
});

test("takes the descriptor's path and the add-on's from where they were found", async () => {
  const document = JSON.stringify({ ...JSON.parse(descriptor), baseUrl: `${host}/app` });
  const terminal = terminalWith(
    {},
    {
      "http://127.0.0.1:3000/app/d.json": document,
      "http://127.0.0.1:3000/app/health": "ok",
    },
  );
  const { files, out } = await init("--from http://127.0.0.1:3000/app/d.json --json", terminal);
  expect(contractIn(files["plimsoll.yaml"])).toMatchObject({
    addon: { baseUrl: `${host}/app`, descriptor: "/d.json" },
    operations: { probes: [{ path: "/health" }] },
  });
  expect(JSON.parse(out)).toMatchObject({ descriptor: "/d.json", health: "/health" });
});

describe("finds how the add-on is started beside the contract", () => {
  const scripts = (start: string) => ({ "package.json": JSON.stringify({ scripts: { start } }) });
  test.for([
    ["a plain call of Node", scripts("node app.ts"), "node app.ts"],
    ["a script that needs its tools", scripts("ts-node app.ts"), "npm start"],
    ["a script that needs a shell", scripts("NODE_ENV=x node app.js"), "npm start"],
    [
      "a Procfile",
      { Procfile: "worker: x\nweb: gunicorn app:app -b :$PORT\n" },
      "gunicorn app:app -b :$PORT",
    ],
    ["package.json before Procfile", { ...scripts("node a.js"), Procfile: "web: x" }, "node a.js"],
    ["a package.json without a start", { "package.json": "{}" }, undefined],
    ["a package.json that is none", { "package.json": "{" }, undefined],
  ] as const)("%s", async ([, files, command]) => {
    const there = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`addon/${name}`, text as string]),
    );
    const terminal = terminalWith(there);
    const { files: written } = await init("--out addon/plimsoll.yaml", terminal);
    expect(contractIn(written["addon/plimsoll.yaml"]).operations.run?.command).toBe(command);
  });
});

test("says what it found", async () => {
  const terminal = terminalWith(
    { "package.json": '{ "scripts": { "start": "node app.ts" } }' },
    { [`${host}/health`]: "ok" },
  );
  const { out } = await init(`--from ${url}`, terminal);
  expect(out).toBe(
    "Wrote plimsoll.yaml: descriptor at /atlassian-connect.json, probed at /health, started by `node app.ts`. Read it through, then: plimsoll check plimsoll.yaml, which names what only you know.\n",
  );
});

test("warns of a descriptor that no host would take", async () => {
  const { exit, err } = await init("--from d.json", terminalWith({ "d.json": "{}" }));
  expect(exit).toBe(0);
  expect(err).toMatch(/^warning: the host would refuse this descriptor: .*baseUrl/);
});

test("writes onto standard output the contract and nothing else", async () => {
  const { out } = await init("--out - --json");
  expect(readContract(out).kind).toBe("contract");
});

test("answers a program", async () => {
  expect(JSON.parse((await init("--json")).out)).toEqual({
    ok: true,
    file: "plimsoll.yaml",
    descriptor: null,
    health: null,
    command: null,
  });
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
