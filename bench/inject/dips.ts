import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { median } from "../../src/loadtest/statistics/median.ts";

const WINDOW_MS = 20;
/** In which a load gets under way. */
const START_MS = 500;

/**
 * For which share of the time a load that sends as fast as it can is slower than half of its own
 * median rate. A request that is to start then, at half of that rate, starts late, whoever sends it.
 * @param seconds for which it does so
 * @param status address at which nginx counts requests
 */
export async function timeBelowHalf(
  command: readonly string[],
  seconds: number,
  status: string,
): Promise<number> {
  const [program = "", ...args] = command;
  const load = spawn(program, args, { stdio: "ignore" });
  const ended = once(load, "exit");
  await setTimeout(START_MS);
  const windows: { readonly rate: number; readonly ms: number }[] = [];
  const endMs = performance.now() + seconds * 1000 - 2 * START_MS;
  let [count, atMs] = [await handled(status), performance.now()];
  while (atMs < endMs) {
    await setTimeout(WINDOW_MS);
    const [after, nowMs] = [await handled(status), performance.now()];
    windows.push({ rate: (after - count) / (nowMs - atMs), ms: nowMs - atMs });
    [count, atMs] = [after, nowMs];
  }
  await ended;
  const half = median(windows.map(({ rate }) => rate)) / 2;
  const sum = (all: typeof windows) => all.reduce((total, { ms }) => total + ms, 0);
  return sum(windows.filter(({ rate }) => rate < half)) / sum(windows);
}

/** Requests that nginx has had. Source: ngx_http_stub_status_module. */
async function handled(status: string): Promise<number> {
  const text = await (await fetch(status)).text();
  return Number(/^\s*\d+ \d+ (\d+)/m.exec(text)?.[1]);
}
