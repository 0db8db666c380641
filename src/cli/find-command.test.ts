import { expect, test } from "vitest";
import { findCommand } from "./find-command.ts";

test.for([
  ["check a.yaml", "check", "a.yaml"],
  ["--json check a.yaml", "check", "--json a.yaml"],
  ["export ledger --out x", "export ledger", "--out x"],
  ["export --json ledger", "export ledger", "--json"],
  ["check check", "check", "check"],
] as const)("%s is the command %s with the rest %j", ([line, name, rest]) => {
  const found = findCommand(line.split(" "));
  expect(found).toMatchObject({ kind: "command", row: { name } });
  expect(found.kind === "command" && found.rest.join(" ")).toBe(rest);
});

test.for([[[]], [["--help"]], [["--", "check"]]])("%j names none", ([args]) => {
  expect(findCommand(args!)).toEqual({ kind: "none" });
});

test.for([
  ["chek a.yaml", "There is no command chek.", "Did you mean `plimsoll check`?"],
  ["export ledgr", "There is no command export ledgr.", "Did you mean `plimsoll export ledger`?"],
  ["export moon", "There is no command export moon.", "There is `plimsoll export ledger`."],
  ["load", "There is no command load.", "Did you mean `plimsoll test load`?"],
  ["load --url x", "There is no command load.", "Did you mean `plimsoll test load`?"],
  ["load-test a.yaml", "There is no command load-test.", "Did you mean `plimsoll test load`?"],
  ["loadtest", "There is no command loadtest.", "Did you mean `plimsoll test load`?"],
  ["test compare a b", "There is no command test compare.", "Did you mean `plimsoll compare`?"],
  ["spkie", "There is no command spkie.", "Did you mean `plimsoll test spike`?"],
  ["tset load", "There is no command tset.", "Did you mean `plimsoll test load`?"],
  ["test laod", "There is no command test laod.", "Did you mean `plimsoll test load`?"],
  ["exprt ledger", "There is no command exprt.", "Did you mean `plimsoll export ledger`?"],
  ["frobnicate", "There is no command frobnicate.", "`plimsoll help` lists the commands."],
] as const)("%s is answered: %s %s", ([line, message, hint]) => {
  expect(findCommand(line.split(" "))).toEqual({ kind: "misuse", message, hint });
});
