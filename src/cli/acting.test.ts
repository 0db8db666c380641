import { expect, test } from "vitest";
import * as z from "zod";
import type { Command as Deed } from "../engine/index.ts";
import { commandOf } from "./acting.ts";
import type { ActOrder } from "./acting-ports.ts";
import type { Call } from "./command.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { paint } from "./paint.ts";
import type { CliDeps } from "./ports.ts";

const file = (description: string) => z.string().meta({ description, file: true });
const deed: Deed = {
  name: "tenants import",
  about: "Reads tenants from a file.",
  scope: "operate",
  input: z.object({
    text: file("The tenants."),
    nickNames: file("What they are called.").optional(),
    since: z.string().meta({ description: "From when on." }).optional(),
  }),
  operands: ["text", "since"],
  examples: [],
  decide: () => ({ kind: "decided", entries: [], expected: {} }),
  say: () => "Read.",
};

async function performed(operands: readonly string[], options: Record<string, string> = {}) {
  const terminal = fakeTerminal({ files: { "a.csv": "é,1\n", "b.csv": "b", "-": "typed" } });
  const limits: number[] = [];
  const orders: ActOrder[] = [];
  const call = {
    operands,
    option: (name: string) => options[name],
    has: () => false,
    terminal: {
      ...terminal,
      read(name: string, limitBytes: number) {
        limits.push(limitBytes);
        return terminal.read(name, limitBytes);
      },
    },
    paint: paint(false),
    answer() {},
    async deps() {
      return {
        async act(order: ActOrder) {
          orders.push(order);
          return { kind: "done", said: "Read.", repeated: false, entries: [] };
        },
      } as unknown as CliDeps;
    },
  } as unknown as Call;
  await commandOf(deed).perform(call);
  return { input: orders[0]!.input, limits };
}

test("a field that takes a file is named FILE, as operand and as option", () => {
  const { operands, options } = commandOf(deed);
  expect(operands).toEqual([
    { name: "FILE", about: "the tenants; - is standard input" },
    { name: "[SINCE]", about: "from when on" },
  ]);
  expect(options![0]).toEqual({
    flags: "--nick-names FILE",
    about: "what they are called; - is standard input",
  });
});

test("the text of the file is sent, not its name, and no more than 8 MiB is read", async () => {
  const { input, limits } = await performed(["a.csv"], { nickNames: "-" });
  expect(input).toEqual({ text: "é,1\n", nickNames: "typed" });
  expect(limits).toEqual([8 << 20, 8 << 20]);
});

test("a file that cannot be read, or standard input for two, is an error before anything is asked", async () => {
  await expect(performed(["c.csv"])).rejects.toMatchObject({ code: "file.unreadable" });
  await expect(performed(["-"], { nickNames: "-" })).rejects.toMatchObject({ code: "usage" });
});
