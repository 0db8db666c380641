import { Hono } from "hono";
import { expect, test } from "vitest";
import { sourceAddress } from "./source-address.ts";

const PROXIES = new Set(["127.0.0.1", "10.0.0.1", "10.0.0.2"]);

async function addressOf(remoteAddress: string | null, forwarded?: string): Promise<string> {
  const app = new Hono();
  app.get("/", (c) => c.text(sourceAddress(c, (address) => PROXIES.has(address))));
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const socket = { remoteAddress, remotePort: 1, remoteFamily: "IPv4" };
  const env = remoteAddress === null ? {} : { incoming: { socket } };
  return (await app.request("/", { headers }, env)).text();
}

test.for([
  ["a stranger's own word counts for nothing", "192.0.2.7", "10.9.9.9", "192.0.2.7"],
  ["a proxy says whom it was asked by", "127.0.0.1", "192.0.2.7", "192.0.2.7"],
  [
    "what the asker wrote before that counts for nothing",
    "127.0.0.1",
    "1.1.1.1, 192.0.2.7",
    "192.0.2.7",
  ],
  ["a row of proxies", "10.0.0.2", "1.1.1.1, 192.0.2.7, 10.0.0.1", "192.0.2.7"],
  ["a proxy that asks on its own", "127.0.0.1", undefined, "127.0.0.1"],
  ["a proxy that passes on nonsense", "127.0.0.1", "\u00e9vil; DROP", "127.0.0.1"],
  ["a port", "127.0.0.1", "192.0.2.7:4711", "192.0.2.7"],
  ["IPv6 with a port", "127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"],
  ["IPv4 in IPv6", "::ffff:10.0.0.1", "::ffff:192.0.2.7", "192.0.2.7"],
  ["no socket", null, "192.0.2.7", ""],
] as const)("%s", async ([, remote, forwarded, expected]) => {
  expect(await addressOf(remote, forwarded)).toBe(expected);
});
