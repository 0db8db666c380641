import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { PlimsollError } from "../../core/errors/index.ts";
import { startGroup } from "./process-group.ts";
import { recentOutput } from "./recent-output.ts";
import { splitCommand } from "./split-command.ts";

/** How to start one replica of an add-on, as `operations.run` of its contract says. */
export interface ProcessPlan {
  /** As a person writes it; run without a shell unless it needs one. */
  readonly command: string;
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Ready when this answers 2xx. */
  readonly readyUrl: string;
  /** How long it may take to be ready. */
  readonly timeoutMs: number;
  /** How long it may take to end when asked to, before it is killed. Default 10 s. */
  readonly graceMs?: number;
  /** Hears everything that it prints, as it comes. */
  readonly onOutput?: (chunk: string) => void;
}

export interface RunningProcess {
  readonly pid: number;
  /** Scheme, host and port of `readyUrl`. */
  readonly url: string;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<ProcessEnd>;
  /** Asks the process and all its children to end, kills what is left after the grace time. */
  stop(): Promise<void>;
}

export interface ProcessEnd {
  /** Exit code, or the name of the signal that ended it. */
  readonly how: number | NodeJS.Signals;
  /** The last lines it printed. */
  readonly output: readonly string[];
}

/**
 * Starts the process and waits until it is ready. It never outlives this process.
 * Throws `command.port-taken`, `command.failed` or `command.not-ready`, with what it printed.
 */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  const url = new URL(plan.readyUrl);
  if (await isListening(url))
    throw new PlimsollError("command.port-taken", `Something else already listens on ${url.host}.`);

  const argv = splitCommand(plan.command) ?? ["/bin/sh", "-c", plan.command];
  const group = startGroup(argv, plan);
  const output = recentOutput();
  for (const stream of [group.leader.stdout!, group.leader.stderr!])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output.add(chunk);
      plan.onOutput?.(chunk);
    });

  const exited = once(group.leader, "exit").then(
    async ([code, signal]): Promise<ProcessEnd> => {
      group.kill();
      await Promise.race([once(group.leader, "close"), sleep(1000, null, { ref: false })]);
      return { how: code ?? signal, output: output.lines() };
    },
    (error: Error): ProcessEnd => ({ how: 127, output: [error.message] }),
  );
  const stop = async () => {
    group.terminate();
    const killing = setTimeout(group.kill, plan.graceMs ?? 10_000);
    await exited;
    clearTimeout(killing);
  };

  const deadline = AbortSignal.timeout(plan.timeoutMs);
  const early = await Promise.race([exited, untilReady(plan.readyUrl, deadline)]);
  if (early === "ready") return { pid: group.leader.pid!, url: url.origin, exited, stop };
  if (early !== "late") throw failed(plan.command, early);
  group.kill();
  throw notReady(plan, (await exited).output);
}

async function untilReady(url: string, deadline: AbortSignal): Promise<"ready" | "late"> {
  while (!deadline.aborted) {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(2000)]);
    const answer = await fetch(url, { signal, redirect: "manual" }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return "ready";
    await sleep(50, null, { signal: deadline }).catch(() => null);
  }
  return "late";
}

/** Else an older process on this port would be taken for the one just started. */
async function isListening({ hostname, port, protocol }: URL): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connect(Number(port || (protocol === "https:" ? 443 : 80)), host);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function failed(command: string, { how, output }: ProcessEnd): PlimsollError {
  const hint =
    how === 127
      ? "Check that the program is installed and on PATH."
      : output.some((line) => line.includes("EADDRINUSE"))
        ? "Another process uses its port; stop that one or choose another port."
        : undefined;
  return new PlimsollError(
    "command.failed",
    `\`${command}\` ended with ${how} before it was ready.${printed(output)}`,
    hint ? { hint } : {},
  );
}

function notReady({ command, readyUrl, timeoutMs }: ProcessPlan, output: readonly string[]) {
  return new PlimsollError(
    "command.not-ready",
    `\`${command}\` runs, but ${readyUrl} did not answer 2xx within ${timeoutMs / 1000} s.${printed(output)}`,
  );
}

const printed = (output: readonly string[]): string =>
  output.length === 0 ? " It printed nothing." : ` It printed:\n  ${output.join("\n  ")}`;
