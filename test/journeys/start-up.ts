import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A real `plimsoll up` on free ports, with its standard error as lines; `data` is its data folder. */
export async function startUp(
  contracts: readonly string[],
  data: string,
  environment: Readonly<Record<string, string>> = {},
) {
  // Beside a database of its own a process keeps only its keys, below where it is started.
  const isBesideDatabase = "PLIMSOLL_STORE" in environment;
  const [cwd, keys] = isBesideDatabase ? [data, join(data, ".plimsoll")] : [".", data];
  const store = isBesideDatabase ? [] : ["--data", data];
  const args = ["up", ...contracts, ...store, "--public", ":0", "--private", ":0", "--json"];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [join(root, "src/main.ts"), ...args], { env, cwd });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const [out] = (await once(child.stdout, "data")) as [Buffer];
  const { publicUrl, privateUrl, privateLink, error } = JSON.parse(String(out)) as Record<
    string,
    string
  >;
  if (publicUrl === undefined) throw new Error(`It does not start: ${JSON.stringify(error)}`);
  const left = JSON.parse(await readFile(join(keys, "process.json"), "utf8"));
  const processKey = (left as { key: string }).key;
  async function end(signal: NodeJS.Signals): Promise<void> {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  }
  const lines = () => err.split("\n").slice(0, -1);
  return {
    publicUrl: publicUrl!,
    privateUrl: privateUrl!,
    privateLink: privateLink!,
    /** Of whoever can read the data folder. */
    processKey,
    lines,
    key: (await readFile(join(keys, "intake.key"), "utf8")).trim(),
    /** Resolves with the first line that fits, as soon as it is written. */
    async says(pattern: RegExp): Promise<string> {
      for (;;) {
        const line = lines().find((one) => pattern.test(one));
        if (line !== undefined) return line;
        await once(child.stderr, "data");
      }
    },
    /** As the person whose data folder it is. */
    async read(path: string): Promise<string> {
      const headers = { authorization: `Bearer ${processKey}` };
      return (await fetch(new URL(path, privateUrl), { headers })).text();
    },
    /** The same person's command; what is repeated has the same key. */
    perform(name: string, input: object, idempotencyKey: string): Promise<Response> {
      return fetch(new URL(`/api/${name.replace(" ", "/")}`, privateUrl), {
        method: "POST",
        headers: {
          authorization: `Bearer ${processKey}`,
          "content-type": "application/json",
          "idempotency-key": idempotencyKey,
        },
        body: JSON.stringify(input),
        signal: AbortSignal.timeout(10_000),
      });
    },
    close: () => end("SIGTERM"),
    /** As a power cut ends it. */
    kill: () => end("SIGKILL"),
  };
}
