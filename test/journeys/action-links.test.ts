import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
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
  folder = await mkdtemp(join(tmpdir(), "plimsoll-links-"));
  data = join(folder, "data");
  await writeFile(join(folder, "plimsoll.yaml"), windowContract("roadmaps", "Roadmaps"));
  up = await startUp([join(folder, "plimsoll.yaml")], data);
});
afterAll(async () => {
  await up.close();
  await rm(folder, { recursive: true, force: true });
});

interface Document {
  readonly url: string;
  readonly rows: readonly { readonly id: string; readonly state: string }[];
  readonly error: { readonly code: string };
}
const ask = async (...words: readonly string[]) => {
  const { code, document } = await plimsoll([...words, "--data", data]);
  return { code, document: document as unknown as Document };
};
const state = async () => (await ask("maintenance", "list")).document.rows[0]!.state;

test("a person without a key ends maintenance by a link, once, also after a restart", async () => {
  await ask("maintenance", "announce", "Upgrade", "--from", "now", "--for", "30m", "--late");
  const { id } = (await ask("maintenance", "list")).document.rows[0]!;
  await ask("maintenance", "start", id);
  const made = await ask("link", "maintenance", "end", `id=${id}`, "--person", "on-call");
  const { url } = made.document;
  expect(new URL(url).origin).toBe(new URL(up.publicUrl).origin);
  expect((await stat(join(data, "links.key"))).mode & 0o077).toBe(0);

  await fetch(url, { method: "HEAD" });
  expect(await (await fetch(url)).text()).toContain(id);
  expect(await state()).toBe("running");
  const done = await fetch(url, { method: "POST" });
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("Ended")]);
  expect(await state()).toBe("ended");

  await up.close();
  up = await startUp([join(folder, "plimsoll.yaml")], data);
  const again = new URL(new URL(url).pathname, up.publicUrl);
  expect(await (await fetch(again, { method: "POST" })).text()).toContain("has been used");
  const forged = await fetch(`${again.href}x`, { method: "POST" });
  expect(forged.status).toBe(404);
  expect(up.lines().join("\n")).not.toContain(again.pathname);
});

test("a link that was made for a moment is over after it", async () => {
  const line = ["link", "maintenance", "end", "id=x", "--person", "on-call", "--expires", "1ms"];
  const { document } = await ask(...line);
  expect((await fetch(document.url, { method: "POST" })).status).toBe(410);
});

test("the private pages open by the link that was printed, once", async () => {
  const came = await fetch(up.privateLink);
  const cookie = came.headers.get("set-cookie")!.split(";")[0]!;
  const page = await fetch(new URL("/maintenance", up.privateUrl), { headers: { cookie } });
  expect(await page.text()).toContain("Upgrade");
  expect((await fetch(new URL("/maintenance", up.privateUrl))).status).toBe(401);
  expect((await fetch(up.privateLink)).status).toBe(401);
  const { document } = await ask("open");
  expect((await fetch(document.url)).status).toBe(200);
  expect((await fetch(new URL("/metrics", up.privateUrl))).status).toBe(200);
});
