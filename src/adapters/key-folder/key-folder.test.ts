import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { keyFolder, readIntakeKey } from "./index.ts";

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

  test("lets nobody else read them, also where somebody allowed it", () => {
    keyFolder(folder).intakeKey();
    const file = join(folder, "intake.key");
    expect(statSync(file).mode & 0o077).toBe(0);
    chmodSync(file, 0o644);
    keyFolder(folder).intakeKey();
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test.for([
    ["", "is empty"],
    [" \n", "is empty"],
    ["two words", "holds more than letters"],
    ["two\r\nlines", "holds more than letters"],
  ])("refuses the intake key %j", ([key, what]) => {
    expect(() => readIntakeKey(key!, "PLIMSOLL_INTAKE_KEY")).toThrow(
      expect.objectContaining({
        code: "intake.key-refused",
        message: expect.stringMatching(`^PLIMSOLL_INTAKE_KEY ${what}`),
      }),
    );
  });

  test("names the file of a sealing key that is none", () => {
    keyFolder(folder).sealingKey();
    writeFileSync(join(folder, "sealing.pem"), "secret");
    expect(() => keyFolder(folder).sealingKey()).toThrow(
      expect.objectContaining({
        code: "ledger.key-refused",
        message: expect.stringMatching(/sealing\.pem holds no private key/),
      }),
    );
  });
});
