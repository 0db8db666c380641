import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real file system of a few megabytes, which can be made larger while it is in use. */
export interface SmallDisk {
  readonly dir: string;
  grow(megabytes: number): void;
  close(): void;
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), "plimsoll-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", dir], {
    stdio: "pipe",
  });
  return {
    dir,
    grow: (larger) => {
      execFileSync("mount", ["-o", `remount,size=${larger}m`, dir]);
    },
    close() {
      execFileSync("umount", ["-l", dir]);
      rmSync(dir, { recursive: true });
    },
  };
}

/** Mounting takes root, and a container that lets it. */
export function mayMount(): boolean {
  try {
    mountSmallDisk(1).close();
    return true;
  } catch {
    return false;
  }
}
