/** Ticks of the clock in which Linux counts processor time: 100 a second on every machine Node runs on. */
const TICK_MS = 10;

export interface ProcessStat {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  /** Its own, and that of its children that have ended. */
  readonly cpuMs: number;
}

/** Reads `/proc/PID/stat`; null where it is not one. The name in it may hold anything, brackets included. */
export function readStat(text: string): ProcessStat | null {
  const named = /^(\d+) \(.*\) (.*)$/s.exec(text.trimEnd());
  if (named === null) return null;
  const fields = named[2]!.split(" ");
  const numbers = fields.slice(1).map(Number);
  const [parent, group] = numbers;
  // utime, stime, cutime and cstime are the fields 14 to 17, counted from the pid as 1.
  const ticks = numbers.slice(10, 14);
  if (parent === undefined || group === undefined || ticks.length < 4) return null;
  if (![parent, group, ...ticks].every(Number.isFinite)) return null;
  const cpuMs = ticks.reduce((sum, tick) => sum + tick, 0) * TICK_MS;
  return { pid: Number(named[1]), state: fields[0]!, parent, group, cpuMs };
}

/** A line such as `VmRSS:   5120 kB` or `read_bytes: 4096`, as a number of bytes; null where there is none. */
export function readFigure(text: string, name: string): number | null {
  const line = new RegExp(`^${name}:\\s+(\\d+)( kB)?$`, "m").exec(text);
  return line === null ? null : Number(line[1]) * (line[2] === undefined ? 1 : 1024);
}

/** A process, its descendants, and all others in its process group: those whose parent has ended. */
export function treeOf(root: number, all: readonly ProcessStat[]): readonly ProcessStat[] {
  const tree = new Map(
    all.filter(({ pid, group }) => pid === root || group === root).map((stat) => [stat.pid, stat]),
  );
  for (let before = -1; before < tree.size; ) {
    before = tree.size;
    for (const stat of all) if (tree.has(stat.parent)) tree.set(stat.pid, stat);
  }
  return [...tree.values()].filter(({ state }) => state !== "Z");
}
