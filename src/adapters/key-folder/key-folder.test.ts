import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { keyFolder } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "keys-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a key folder", () => {
  test("makes keys once and finds them again", () => {
    const first = keyFolder(folder);
    const [intake, sealing] = [first.intakeKey(), first.sealingKey()];
    expect(intake).toMatch(/^[\w-]{43}$/);
    expect(keyFolder(folder).intakeKey()).toBe(intake);
    expect(keyFolder(folder).sealingKey().equals(sealing)).toBe(true);
  });

  test("lets nobody else read them", () => {
    keyFolder(folder).intakeKey();
    expect(statSync(join(folder, "intake.key")).mode & 0o077).toBe(0);
  });
});
