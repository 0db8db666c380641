import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A real process of ours that talks in lines. */
export interface Child {
  /** What it has said so far, whole lines only. */
  readonly lines: readonly string[];
  /** Resolves once it has said `count` lines that match. Rejects when it ends before. */
  said(pattern: RegExp, count?: number): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Kills it as a power cut does, and waits until it is gone. */
  kill(): Promise<void>;
}

export function startChild(script: string, input: unknown): Child {
  const path = new URL(script, import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [path, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const complaints: Buffer[] = [];
  const waiting = new Set<() => void>();
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));

  child.stderr!.on("data", (chunk) => complaints.push(chunk));
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    for (const check of waiting) check();
  });

  return {
    lines,
    said: (pattern, count = 1) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (lines.filter((line) => pattern.test(line)).length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        gone.then(() => reject(new Error(`${script} ended: ${Buffer.concat(complaints)}`)));
        check();
      }),
    signal: (signal) => child.kill(signal),
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
