import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { openSync } from "node:fs";
import { createServer } from "node:http";
import { httpProber } from "../../src/adapters/http-probe/index.ts";
import { systemClock } from "../../src/adapters/system-clock/index.ts";
import type { Contract } from "../../src/core/contract/index.ts";
import { memoryStore } from "../../src/core/store/index.ts";
import type { Turn } from "../../src/engine/index.ts";
import { type Check, probeJobs, slotBuffer } from "../../src/monitoring/index.ts";

/**
 * Runs inside a network of its own that leads nowhere, with a name service that it answers itself:
 * takes away one thing after the other and prints what a check of a real add-on then says.
 */
const ADDON = "198.51.100.7";
const WITNESS = "198.51.100.8";
const NAMES: Readonly<Record<string, string>> = {
  "addon.example.com": ADDON,
  "witness.example.org": WITNESS,
};

execFileSync("ip", ["link", "set", "lo", "up"]);
for (const address of [ADDON, WITNESS]) execFileSync("ip", ["addr", "add", address, "dev", "lo"]);
const names = await nameService();
const addon = await serve(ADDON);
const witness = await serve(WITNESS);
const by = { name: ["http://witness.example.org/"], number: [`http://${WITNESS}/`], nobody: [] };

const told: Record<string, string> = {};
told["all is well"] = await check("http://addon.example.com", by.name);
told["no such name, another is found"] = await check("http://gone.example.com", by.name);
told["no such name, only a number is found"] = await check("http://gone.example.com", by.number);
told["no such name, nobody is asked"] = await check("http://gone.example.com", by.nobody);
await addon.stop();
told["nothing listens, another answers"] = await check("http://addon.example.com", by.name);
told["nothing listens, nobody is asked"] = await check(`http://${ADDON}`, by.nobody);
await witness.stop();
told["nothing listens anywhere"] = await check("http://addon.example.com", by.name);
told["no route"] = await check("http://203.0.113.9", by.nobody);
await names.stop();
told["no name service"] = await check("http://addon.example.com", by.nobody);
told["nothing listens on this machine"] = await check("http://127.0.0.1:9", null);
useUpFiles();
told["no file left"] = await check(`http://${ADDON}`, by.nobody);
process.stdout.write(JSON.stringify(told));

/** The first check of an add-on, in two words. */
async function check(baseUrl: string, connectivity: readonly string[] | null): Promise<string> {
  let made: Check | null = null;
  const probes = [{ path: "/", everyMs: 60_000, timeoutMs: 3000, from: ["local"], agree: 1 }];
  const contract = {
    addon: { key: "addon", host: "plain", baseUrl },
    operations: { probes, connectivity },
  } as unknown as Contract;
  const { signal } = new AbortController();
  const deps = {
    prober: httpProber(),
    results: slotBuffer(memoryStore()),
    clock: systemClock,
    signal,
  };
  const onCheck = (one: { readonly check: Check }) => {
    made = one.check;
  };
  const [job] = probeJobs({ ...deps, onCheck }, contract);
  await job!.run({ signal } as Turn);
  if (made === null) throw new Error("No check was made.");
  const { kind, cause } = made as Check & { readonly cause?: string };
  return kind === "good" ? "good" : `${kind} ${cause}`;
}

async function serve(host: string) {
  const server = createServer((_, response) => response.end("ok")).listen(80, host);
  await once(server, "listening");
  return {
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Answers A questions (RFC 1035) of the names above, NXDOMAIN to the others, nothing to AAAA. */
async function nameService() {
  const socket = createSocket("udp4");
  socket.on("message", (question, { port, address }) => {
    const end = question.indexOf(0, 12) + 5;
    const isA = question.readUInt16BE(end - 4) === 1;
    const found = NAMES[labels(question)];
    const reply = Buffer.from(question.subarray(0, end));
    reply.writeUInt16BE(found === undefined ? 0x8183 : 0x8180, 2);
    reply.writeUInt16BE(found !== undefined && isA ? 1 : 0, 6);
    reply.writeUInt32BE(0, 8);
    const numbers = found?.split(".").map(Number) ?? [];
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...numbers]);
    socket.send(found !== undefined && isA ? Buffer.concat([reply, record]) : reply, port, address);
  });
  socket.bind(53, "127.0.0.1");
  await once(socket, "listening");
  return {
    async stop() {
      socket.close();
      await once(socket, "close");
    },
  };
}

function labels(question: Buffer): string {
  const found: string[] = [];
  for (let at = 12; question[at] !== 0; at += question[at]! + 1)
    found.push(question.toString("latin1", at + 1, at + 1 + question[at]!));
  return found.join(".").toLowerCase();
}

function useUpFiles(): void {
  try {
    for (;;) openSync("/dev/null", "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EMFILE") throw error;
  }
}
