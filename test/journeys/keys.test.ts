import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plimsoll } from "./plimsoll.ts";
import { startUp } from "./start-up.ts";
import { windowContract } from "./window-contract.ts";

let folder: string;
let data: string;
let up: Awaited<ReturnType<typeof startUp>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-keys-"));
  data = join(folder, "data");
  const files = ["roadmaps", "charts"].map((key) => join(folder, `${key}.yaml`));
  await writeFile(files[0]!, windowContract("roadmaps"));
  await writeFile(files[1]!, windowContract("charts"));
  up = await startUp(files, data);
});
afterAll(async () => {
  await up.close();
  await rm(folder, { recursive: true, force: true });
});

interface Document {
  readonly said: string;
  readonly secret: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly error: { readonly code: string };
}
const run = async (args: readonly string[], environment: Record<string, string> = {}) => {
  const { code, document, err } = await plimsoll(args, undefined, environment);
  return { code, document: document as unknown as Document, err };
};
const here = (...words: readonly string[]) => run([...words, "--data", data]);
/** From anywhere, with a key. */
const there = (token: string, ...words: readonly string[]) =>
  run(words, { PLIMSOLL_SERVER: up.privateUrl, PLIMSOLL_TOKEN: token });
const keyOf = async (...words: readonly string[]) =>
  (await here("key", "create", "ci", ...words)).document.secret;

test("a key does from anywhere what it may, with the same answers and exit codes", async () => {
  const operate = await keyOf("--scope", "operate", "--addon", "roadmaps");
  const late = ["maintenance", "announce", "Upgrade", "--from", "now", "--for", "30m"];
  const refused = await there(operate, ...late);
  const same = await here(...late, "--addon", "roadmaps");
  expect([refused.code, refused.document.error.code]).toEqual([5, "maintenance.late"]);
  expect(refused.document.error).toEqual(same.document.error);
  const done = await there(operate, ...late, "--late");
  expect(done).toMatchObject({ code: 0, document: { said: expect.stringMatching(/^Announced/) } });
  const [shown, own] = [
    await there(operate, "maintenance", "list"),
    await here("maintenance", "list", "--addon", "roadmaps"),
  ];
  expect(shown.document.rows).toMatchObject([{ reason: "Upgrade", state: "running" }]);
  expect(shown.document).toEqual(own.document);
});

test("what a key may not is refused, each with its own code", async () => {
  const read = await keyOf("--addon", "roadmaps");
  const brief = await keyOf("--addon", "roadmaps", "--expires", "1ms");
  const gone = await keyOf("--addon", "roadmaps");
  const id = gone.split("_")[1]!;
  expect((await here("key", "revoke", id, "--addon", "roadmaps")).code).toBe(0);
  const list = ["maintenance", "list"];
  const codes = async (token: string, ...words: readonly string[]) => {
    const { code, document } = await there(token, ...words);
    return [code, document.error?.code];
  };
  expect(await codes(read, ...list)).toEqual([0, undefined]);
  expect(await codes(read, "key", "list")).toEqual([5, "access.scope-missing"]);
  expect(await codes(read, ...list, "--addon", "charts")).toEqual([5, "access.addon-foreign"]);
  expect(await codes(brief, ...list)).toEqual([2, "access.key-expired"]);
  expect(await codes(gone, ...list)).toEqual([2, "access.key-revoked"]);
  expect(await codes("plimsoll_nothing", ...list)).toEqual([2, "access.key-unknown"]);
});

test("a secret is in no file and in nothing that is written", async () => {
  const secret = await keyOf("--scope", "admin", "--addon", "roadmaps");
  await there(secret, "key", "list");
  const kept = await Promise.all(
    (await readdir(data)).map((name) => readFile(join(data, name), "latin1")),
  );
  const half = secret.slice(-20);
  expect(kept.length).toBeGreaterThan(2);
  expect(kept.some((text) => text.includes(secret.split("_")[1]!))).toBe(true);
  expect(kept.some((text) => text.includes(half))).toBe(false);
  expect(up.lines().join("\n")).not.toContain(half);
});

test("a server that is not there, or no Plimsoll, is said so", async () => {
  const key = await keyOf("--addon", "roadmaps");
  const asked: string[] = [];
  const stranger = createServer(({ headers }, answer) => {
    asked.push(String(headers.authorization));
    answer.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
  });
  await once(stranger.listen(0, "127.0.0.1"), "listening");
  const { port } = stranger.address() as AddressInfo;
  const at = (url: string) =>
    run(["maintenance", "list"], { PLIMSOLL_SERVER: url, PLIMSOLL_TOKEN: key });
  const redirected = await at(`http://127.0.0.1:${port}`);
  stranger.close();
  expect([redirected.code, redirected.document.error.code]).toEqual([2, "address.unreachable"]);
  expect(asked).toHaveLength(1);
  const nothing = await at(`http://127.0.0.1:${port}`);
  expect([nothing.code, nothing.document.error.code]).toEqual([2, "address.unreachable"]);
});
