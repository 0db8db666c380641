import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
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
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plimsoll-maintenance-"));
  data = join(folder, "data");
  file = join(folder, "plimsoll.yaml");
  await writeFile(file, windowContract("roadmaps", "Roadmaps"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Two in the morning, so many days from now. */
const day = (ahead: number) =>
  `${new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)}T02:00Z`;

interface Listed {
  readonly rows: readonly {
    readonly id: string;
    readonly state: string;
    readonly reason: string;
  }[];
}
const ask = async (...words: readonly string[]) => {
  const { code, document } = await plimsoll(["maintenance", ...words, "--data", data]);
  return {
    code,
    document: document as unknown as Listed & { said: string; error: { code: string } },
  };
};

test("maintenance is announced, begins, ends and is shown, beside a process that is up and without one", async () => {
  const up = await startUp([file], data);
  expect((await stat(join(data, "process.json"))).mode & 0o077).toBe(0);
  const late = await ask("announce", "Upgrade", "--from", "now", "--for", "30m");
  expect([late.code, late.document.error.code]).toEqual([5, "maintenance.late"]);
  expect((await ask("announce", "Upgrade", "--from", "now", "--for", "30m", "--late")).code).toBe(
    0,
  );
  const { document } = await ask("list");
  expect(document.rows).toMatchObject([{ state: "running", reason: "Upgrade" }]);
  expect((await ask("end", document.rows[0]!.id)).code).toBe(0);
  expect((await ask("announce", "Sunday", "--from", day(10), "--for", "1h")).code).toBe(0);
  // A page is kept for a while.
  const page = async () => (await fetch(up.publicUrl)).text();
  await expect.poll(page, { timeout: 40_000, interval: 500 }).toContain("Sunday");
  await up.kill();

  // A process that was killed leaves its word behind; the command goes to the store itself.
  expect(JSON.parse(await readFile(join(data, "process.json"), "utf8")).url).toBe(up.privateUrl);
  expect((await ask("announce", "Without", "--from", day(40), "--for", "1h")).code).toBe(0);
  expect(
    (await ask("list")).document.rows.map(({ reason, state }) => `${reason} ${state}`),
  ).toEqual(["Without announced", "Sunday announced", "Upgrade ended"]);
});

test("another program at the address of a process that was killed is not believed", async () => {
  const stranger = createServer((_, answer) =>
    answer.end(JSON.stringify({ kind: "done", said: "Done!" })),
  );
  await once(stranger.listen(0, "127.0.0.1"), "listening");
  const { port } = stranger.address() as AddressInfo;
  await writeFile(
    join(data, "process.json"),
    JSON.stringify({ url: `http://127.0.0.1:${port}/`, key: "gone" }),
  );
  const announced = await ask("announce", "Alone", "--from", day(70), "--for", "1h");
  expect(announced.document.said).toMatch(/^Announced as /);
  stranger.close();
});
