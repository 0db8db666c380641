import { describe, expect, test } from "vitest";
import { type ProcessStat, readFigure, readStat, treeOf } from "./proc-text.ts";

const rest = "0 0 -1 4194304 12 0 0 0 250 50 30 20 20 0 11 0 8900 1000 300";

describe("a process as /proc tells of it", () => {
  test.for<[string, string]>([
    ["with a plain name", `42 (node) S 7 40 ${rest}\n`],
    ["with a name that holds brackets and spaces", `42 (a) R 1 (b) S 7 40 ${rest}\n`],
    ["with a name of two lines", `42 (a\nb) S 7 40 ${rest}\n`],
  ])("%s", ([, text]) => {
    // 250 + 50 ticks of its own and 30 + 20 of its ended children, ten milliseconds each.
    expect(readStat(text)).toEqual({ pid: 42, state: "S", parent: 7, group: 40, cpuMs: 3500 });
  });

  test.for(["", "42 (node)", "42 (node) S 7 40", "x (node) S 7 40 1 2", `42 (n) S a 40 ${rest}`])(
    "%j is none",
    (text) => expect(readStat(text)).toBeNull(),
  );
});

test("figures are bytes, whatever unit they are written in", () => {
  const status = "Name:\tnode\nVmRSS:\t    5120 kB\nThreads:\t11\n";
  expect(readFigure(status, "VmRSS")).toBe(5120 * 1024);
  expect(readFigure("rchar: 1\nread_bytes: 4096\nwrite_bytes: 0\n", "read_bytes")).toBe(4096);
  expect(readFigure("rchar: 1\nread_bytes: 4096\nwrite_bytes: 0\n", "write_bytes")).toBe(0);
  expect(readFigure(status, "VmSwap")).toBeNull();
  expect(readFigure("", "VmRSS")).toBeNull();
});

describe("whose figures are added up", () => {
  const stat = (pid: number, parent: number, group = pid, state = "S"): ProcessStat => ({
    pid,
    parent,
    group,
    state,
    cpuMs: 0,
  });
  const pids = (all: readonly ProcessStat[]) => treeOf(10, all).map(({ pid }) => pid);

  test("the process, its children and theirs, in whichever order they are listed", () => {
    expect(pids([stat(12, 11), stat(11, 10), stat(10, 1), stat(20, 1)])).toEqual([10, 11, 12]);
  });

  test("also whoever has lost its parent but not its group", () => {
    expect(pids([stat(10, 1), stat(13, 1, 10)])).toEqual([10, 13]);
  });

  test("not those that have ended and wait to be buried", () => {
    expect(pids([stat(10, 1), stat(11, 10, 10, "Z")])).toEqual([10]);
  });

  test("nobody, where the process is gone", () => {
    expect(pids([stat(20, 1)])).toEqual([]);
  });
});
