/** The add-on with a planted fault: every request costs 30 % more processor time than it should. */
import { subscribe } from "node:diagnostics_channel";

const SURPLUS = 0.3;
/** A process that was idle or starting owes nothing: more than this is never burnt at once. */
const MOST_MS = 50;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
let settledMs = cpuMs();

subscribe("http.server.response.finish", () => {
  const before = cpuMs();
  const owedMs = Math.min(MOST_MS, (before - settledMs) * SURPLUS);
  do settledMs = cpuMs();
  while (settledMs - before < owedMs);
});

await import("../app.ts");
