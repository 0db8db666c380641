const LINES = 40;
const LINE_CHARACTERS = 500;

/** Remembers the last lines that a process printed, for the sentence that says why it failed. */
export interface RecentOutput {
  add(chunk: string): void;
  lines(): readonly string[];
}

export function recentOutput(): RecentOutput {
  let ended: string[] = [];
  let open = "";
  return {
    add(chunk) {
      const [first = "", ...others] = chunk.split(/\r?\n/);
      open = (open + first).slice(0, LINE_CHARACTERS);
      for (const line of others) {
        ended.push(open);
        open = line.slice(0, LINE_CHARACTERS);
      }
      ended = ended.slice(-LINES);
    },
    lines: () => [...ended, open].filter((line) => line.trim() !== "").slice(-LINES),
  };
}
