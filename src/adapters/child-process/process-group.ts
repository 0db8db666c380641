import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";

/**
 * Replaces itself by the command, and leaves a guard in the process group that reads a pipe held
 * by this process. However this process ends, kill -9 included, the pipe closes and the group dies.
 */
const guarded = `(trap '' HUP INT TERM; read -r _ <&3; kill -KILL 0) >/dev/null 2>&1 &
exec "$@" 3<&-`;

export interface ProcessGroup {
  readonly leader: ChildProcess;
  /** Asks everyone in the group to end. */
  terminate(): void;
  /** Ends everyone in the group at once. */
  kill(): void;
}

/** Starts a command as the leader of a process group of its own, with exactly this environment. */
export function startGroup(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): ProcessGroup {
  const leader = spawn("/bin/sh", ["-c", guarded, "start", ...argv], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const pipe = leader.stdio[3] as Duplex;
  pipe.on("error", () => {});
  // Once the group is dead its number may belong to somebody else.
  let gone = false;
  return {
    leader,
    terminate() {
      if (!gone) signalGroup(leader.pid, "SIGTERM");
    },
    kill() {
      if (!gone) signalGroup(leader.pid, "SIGKILL");
      gone = true;
      pipe.destroy();
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
