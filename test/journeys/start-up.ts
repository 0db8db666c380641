import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A real `plimsoll up` on free ports, with its standard error as lines; `data` is its data folder. */
export async function startUp(contracts: readonly string[], data: string) {
  const args = ["up", ...contracts, "--data", data, "--public", ":0", "--private", ":0", "--json"];
  const child = spawn(process.execPath, [join(root, "src/main.ts"), ...args]);
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const [out] = (await once(child.stdout, "data")) as [Buffer];
  const { publicUrl, privateUrl } = JSON.parse(String(out)) as Record<string, string>;
  const lines = () => err.split("\n").slice(0, -1);
  return {
    publicUrl: publicUrl!,
    privateUrl: privateUrl!,
    lines,
    key: (await readFile(join(data, "intake.key"), "utf8")).trim(),
    /** Resolves with the first line that fits, as soon as it is written. */
    async says(pattern: RegExp): Promise<string> {
      for (;;) {
        const line = lines().find((one) => pattern.test(one));
        if (line !== undefined) return line;
        await once(child.stderr, "data");
      }
    },
    read: async (path: string) => (await fetch(new URL(path, privateUrl))).text(),
    async close(): Promise<void> {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "close");
    },
  };
}
