import { writeFile } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { askStatus, fetchText } from "./fetch-text.ts";
import { readLines, readText } from "./read-file.ts";
import { writeWhole } from "./write-file.ts";

/** The terminal of this process, as the command line's port wants it. */
export function processTerminal(version: string) {
  const { stdout, stderr, env } = process;
  stdout.on("error", endQuietly);
  stderr.on("error", endQuietly);
  return {
    version,
    env,
    isTty: Boolean(stdout.isTTY),
    isErrTty: Boolean(stderr.isTTY),
    columns: stdout.columns ?? 100,
    // Asking takes as long as the rest of the start, and few commands do.
    get timeZone() {
      return Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    nowMs: Date.now,
    catchSignals,
    out: (text: string) => void stdout.write(text),
    err: (text: string) => void stderr.write(text),
    read: readText,
    lines: readLines,
    write: writeWhole,
    fetchText,
    askStatus,
    keepReport,
  };
}

/** A reader that left, such as `head`, has what it wanted. */
function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === "EPIPE" ? 0 : 70);
}

/** One Ctrl-C may arrive several times: from the terminal, and from npm, npx and a launcher above. */
const SAME_WISH_MS = 500;

function catchSignals(): AbortSignal {
  const stop = new AbortController();
  let firstMs = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (!stop.signal.aborted) firstMs = performance.now();
      else if (performance.now() - firstMs > SAME_WISH_MS)
        process.exit(128 + constants.signals[signal]);
      stop.abort();
    });
  return stop.signal;
}

async function keepReport(text: string): Promise<string> {
  const file = join(tmpdir(), `plimsoll-error-${process.pid}-${Date.now()}.txt`);
  try {
    await writeFile(file, text, { flag: "wx", mode: 0o600 });
    return file;
  } catch {
    process.stderr.write(text);
    return "above, because it could not be kept in a file";
  }
}
