import { PlimsollError } from "../core/errors/index.ts";
import type { Terminal } from "./ports.ts";

export interface FakeTerminal extends Terminal {
  /** Everything said on standard output and standard error so far. */
  readonly said: { out: string; err: string };
  /** Files by path; written ones are added. */
  readonly files: Record<string, string>;
  readonly reports: string[];
  /** Wishes the command to end. */
  interrupt(): void;
}

/** A terminal for tests: files and pages are plain records, and what is said is kept. */
export function fakeTerminal(
  world: {
    readonly files?: Record<string, string>;
    readonly pages?: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly isTty?: boolean;
    readonly isErrTty?: boolean;
  } = {},
): FakeTerminal {
  const said = { out: "", err: "" };
  const files = { ...world.files };
  const reports: string[] = [];
  const stop = new AbortController();
  const read = (file: string): string => {
    const text = files[file];
    if (text !== undefined) return text;
    throw new PlimsollError("file.unreadable", `${file} cannot be read: there is no such file.`);
  };
  return {
    said,
    files,
    reports,
    interrupt: () => stop.abort(),
    version: "1.2.3",
    env: world.env ?? {},
    isTty: world.isTty ?? false,
    isErrTty: world.isErrTty ?? false,
    columns: 100,
    timeZone: "Europe/Paris",
    nowMs: () => Date.UTC(2026, 11, 24),
    catchSignals: () => stop.signal,
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    read: async (file) => read(file),
    async *lines(file) {
      yield* read(file).replace(/\n$/, "").split("\n");
    },
    async write(file, text, { mayReplace }) {
      if (file in files && !mayReplace)
        throw new PlimsollError("file.exists", `${file} exists already; it was left as it is.`);
      const whole = typeof text === "string" ? text : (await Array.fromAsync(text)).join("");
      if (file === "-") said.out += whole;
      else files[file] = whole;
    },
    async fetchText(url) {
      const page = world.pages?.[url];
      if (page !== undefined) return page;
      throw new PlimsollError("address.unreachable", `${url}: nothing listens there.`);
    },
    askStatus: async (url) => (world.pages?.[url] === undefined ? 404 : 200),
    async keepReport(text) {
      reports.push(text);
      return "/tmp/report.txt";
    },
  };
}
