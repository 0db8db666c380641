import { describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps } from "./ports.ts";
import { run } from "./run.ts";

const noDeps = async (): Promise<CliDeps> => {
  throw new Error("this command needs nobody");
};

async function ask(line: string, terminal = fakeTerminal(), deps = noDeps) {
  const exit = await run(line.split(" ").filter(Boolean), terminal, deps);
  return { exit, ...terminal.said };
}

describe("help", () => {
  test.for(["", "help", "--help", "-h"])("%j shows every command", async (line) => {
    const { exit, out, err } = await ask(line);
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    for (const word of ["check", "up", "export ledger", "verify"])
      expect(out).toMatch(new RegExp(`^  ${word}  `, "m"));
  });

  test.for(["help verify", "verify --help", "verify -h", "help --json verify"])(
    "%j explains the command, with examples and the shape of its JSON",
    async (line) => {
      const { exit, out } = await ask(line);
      expect(exit).toBe(0);
      expect(out).toMatch(/^Usage: plimsoll verify FILE \[options\]\n/);
      expect(out).toContain("Examples:\n");
      expect(out).toContain('With --json:\n  { "ok": true,');
    },
  );

  test.for(["test --help", "test -h", "help test"])("%j shows what may follow", async (line) => {
    const { exit, out, err } = await ask(line);
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    for (const name of ["test load", "test stress", "test soak", "test spike"])
      expect(out).toMatch(new RegExp(`^  ${name} +[a-z]`, "m"));
    expect(out).not.toContain("verify");
  });

  test("is bold for a person and plain for a pipe", async () => {
    expect((await ask("help", fakeTerminal({ isTty: true }))).out).toContain("\x1b[1m");
    expect((await ask("help")).out).not.toContain("\x1b");
    expect((await ask("help --no-color", fakeTerminal({ isTty: true }))).out).not.toContain("\x1b");
  });

  test("--version prints the version", async () => {
    expect(await ask("--version")).toEqual({ exit: 0, out: "1.2.3\n", err: "" });
  });
});

describe("wrong use ends with exit code 2 and says what to do", () => {
  test.for([
    [
      "test",
      "test needs a second word.",
      "There is `plimsoll test load`, `plimsoll test stress`, `plimsoll test soak`, `plimsoll test spike`.",
    ],
    ["verfy x", "There is no command verfy.", "Did you mean `plimsoll verify`?"],
    ["--verison", "Unknown option '--verison'.", "Did you mean --version?"],
    ["verify x --kee k", "Unknown option '--kee'.", "Did you mean --key?"],
    ["verify", "Missing required argument 'FILE'.", "`plimsoll help verify` shows how."],
    [
      "verify a b",
      "Too many arguments. Expected 1 argument but got 2: a, b.",
      "`plimsoll help verify` shows how.",
    ],
    [
      "verify x --key",
      "Option '--key <KEY>' argument missing.",
      "`plimsoll help verify` shows how.",
    ],
    ["help chck", "There is no command chck.", "Did you mean `plimsoll check`?"],
  ] as const)("%s", async ([line, message, hint]) => {
    expect(await ask(line)).toEqual({
      exit: 2,
      out: "",
      err: `error: ${message} [usage]\n  hint: ${hint}\n`,
    });
    const { exit, out, err } = await ask(`${line} --json`.replace("--key --json", "--json --key"));
    expect({ exit, err }).toEqual({ exit: 2, err: "" });
    expect(JSON.parse(out)).toEqual({ ok: false, error: { code: "usage", message, hint } });
  });
});

describe("what goes wrong", () => {
  const broken = (error: unknown) => async (): Promise<CliDeps> => {
    throw error;
  };
  const locked = new PlimsollError("store.locked", "Another process is using .plimsoll.");
  const fault = new TypeError("x is not a function", { cause: new Error("deeper") });

  test("by the person shows code and hint, but no stack", async () => {
    const terminal = fakeTerminal();
    expect(await ask("erase someone", terminal, broken(locked))).toEqual({
      exit: 2,
      out: "",
      err: `error: Another process is using .plimsoll. [store.locked]\n  hint: ${locked.hint}\n`,
    });
    expect(terminal.reports).toEqual([]);
  });

  test("by us shows where the stack is kept", async () => {
    const terminal = fakeTerminal();
    const { exit, err } = await ask("erase someone", terminal, broken(fault));
    expect(exit).toBe(70);
    expect(err).toMatch(
      /^error: Plimsoll itself failed: x is not a function \[internal\]\n {2}hint: .*\n {2}stack: \/tmp\/report\.txt\n$/,
    );
    expect(terminal.reports[0]).toMatch(/^Plimsoll 1\.2\.3\nTypeError: .*caused by Error: deeper/s);
  });

  test("by us has the same shape as JSON, with the report", async () => {
    const { exit, out } = await ask("erase someone --json", fakeTerminal(), broken(fault));
    expect(exit).toBe(70);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      error: {
        code: "internal",
        message: "Plimsoll itself failed: x is not a function",
        hint: expect.any(String),
        report: "/tmp/report.txt",
      },
    });
  });

  test("cannot rewrite the screen", async () => {
    const { err } = await ask("verfy\x1b[2J");
    expect(err).not.toContain("\x1b");
  });
});
