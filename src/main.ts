import { readFileSync } from "node:fs";
import { processTerminal } from "./adapters/terminal/index.ts";
import { explainFailure, run } from "./cli/index.ts";

/** The process: arguments and environment go in, an exit code comes out. */
const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
const { version } = JSON.parse(manifest) as { version: string };
const terminal = processTerminal(version);
const args = process.argv.slice(2);

process.on("uncaughtException", async (error) => {
  process.exit(await explainFailure(error, args, terminal));
});

process.exitCode = await run(args, terminal, async () => {
  const { wire } = await import("./wire/index.ts");
  return wire(process.env, version);
});
