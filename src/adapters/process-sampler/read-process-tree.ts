import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { type ProcessStat, readFigure, readStat, treeOf } from "./proc-text.ts";

/** What a process and its descendants use together. Counters run from their start. */
export interface ProcessFigures {
  readonly cpuMs: number;
  readonly residentBytes: number;
  readonly descriptors: number;
  readonly sockets: number;
  /** From and to disks; null where the system keeps it to itself. */
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
}

/** Beyond so many of one process the kind of a descriptor is not looked up: it would cost too long. */
const MOST_LINKS = 20_000;

/**
 * Reads the figures from Linux's `/proc`; null on another system, and once the process has ended.
 * Synchronous: a hop through the thread pool costs more than any of these reads.
 */
export function readProcessTree(root: number): ProcessFigures | null {
  if (process.platform !== "linux") return null;
  const tree = treeOf(root, everyProcess());
  if (!tree.some(({ pid }) => pid === root)) return null;
  const each = tree.map(figuresOf);
  return {
    cpuMs: sum(each.map(({ cpuMs }) => cpuMs)),
    residentBytes: sum(each.map(({ residentBytes }) => residentBytes)),
    descriptors: sum(each.map(({ descriptors }) => descriptors)),
    sockets: sum(each.map(({ sockets }) => sockets)),
    readBytes: sumIfAll(each.map(({ readBytes }) => readBytes)),
    writtenBytes: sumIfAll(each.map(({ writtenBytes }) => writtenBytes)),
  };
}

const everyProcess = (): readonly ProcessStat[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(readText(`/proc/${pid}/stat`)) ?? []);

function figuresOf({ pid, cpuMs }: ProcessStat): ProcessFigures {
  const place = `/proc/${pid}`;
  const io = readText(`${place}/io`);
  const open = listed(`${place}/fd`);
  const links = open.slice(0, MOST_LINKS).map((name) => linkOf(`${place}/fd/${name}`));
  return {
    cpuMs,
    residentBytes: readFigure(readText(`${place}/status`), "VmRSS") ?? 0,
    descriptors: open.length,
    sockets: links.filter((link) => link.startsWith("socket:")).length,
    readBytes: readFigure(io, "read_bytes"),
    writtenBytes: readFigure(io, "write_bytes"),
  };
}

// A process may end between any two reads: what it does not tell any more is nothing.

const readText = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const listed = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const linkOf = (file: string): string => {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
};

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0);

const sumIfAll = (figures: readonly (number | null)[]): number | null =>
  figures.includes(null) ? null : sum(figures as readonly number[]);
