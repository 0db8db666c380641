#!/usr/bin/env node
/**
 * Starts Plimsoll on Node.js 26: in this process where it is new enough, else in one that is fetched
 * once. Runs the sources in a checkout and the built files in the package.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { provideNode } from "./fetch-node.mjs";
import { isNewEnough } from "./find-node.mjs";

const sources = new URL("../src/main.ts", import.meta.url);
const built = new URL("../dist/main.js", import.meta.url);

if (isNewEnough(process.versions.node)) await start();
else handOver();

async function start() {
  module.enableCompileCache();
  stopWithParent();
  await import(existsSync(sources) ? sources.href : built.href);
}

function handOver() {
  let node;
  try {
    node = provideNode();
  } catch (error) {
    return refuse(error.message);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("error", (error) => refuse(`${node} does not start: ${error.message}`));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

/** A launcher that is killed cannot pass the signal on; its closed channel says the same. */
function stopWithParent() {
  if (!process.channel) return;
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

function refuse(message) {
  console.error(`error: ${message}`);
  process.exitCode = 2;
}
