import { expect, test } from "vitest";
import { fakeTerminal } from "./fake-terminal.ts";
import { run } from "./run.ts";

const descriptor = (edits: object = {}) =>
  JSON.stringify({ key: "a", baseUrl: "https://a.example", scopes: ["READ"], ...edits });

async function check(line: string, files: Record<string, string>) {
  const terminal = fakeTerminal({ files });
  const exit = await run(["release", "check", ...line.split(" ")], terminal, () =>
    Promise.reject(),
  );
  return { exit, ...terminal.said };
}

test("a release that comes by itself passes; one that waits or breaks does not", async () => {
  const files = {
    "a.json": descriptor(),
    "b.json": descriptor({ scopes: ["READ", "WRITE"] }),
    "c.json": descriptor({ baseUrl: "https://b.example" }),
  };
  const same = await check("a.json a.json --json", files);
  expect({ exit: same.exit, ...JSON.parse(same.out) }).toEqual({
    ...{ exit: 0, ok: true, class: "automatic", reasons: ["nothing has changed"], breaks: [] },
  });
  const waits = await check("a.json b.json --json", files);
  expect({ exit: waits.exit, ...JSON.parse(waits.out) }).toMatchObject({
    exit: 1,
    ok: false,
    class: "approval",
    reasons: ["it asks for WRITE"],
  });
  const breaks = await check("a.json c.json", files);
  expect(breaks.exit).toBe(1);
  expect(breaks.out).toContain("Every installation gets it by itself.");
  expect(breaks.out).toContain(
    "baseUrl  The address goes from https://a.example to https://b.example",
  );
});

test("what is no descriptor is said to be none, and why", async () => {
  const large = JSON.stringify({ key: "a", baseUrl: "https://a.example", x: "y".repeat(10 << 20) });
  for (const [text, reason] of [
    ["{", "is not JSON"],
    ["{}", "key"],
    [large, "larger than 1 MiB"],
  ] as const) {
    const { exit, err } = await check("a.json b.json", { "a.json": descriptor(), "b.json": text });
    expect(exit).not.toBe(0);
    expect(err).toContain("b.json is no descriptor.");
    expect(err).toContain(reason);
  }
});
