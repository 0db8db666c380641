import { expect, test } from "vitest";
import { inspectorAddresses } from "./inspector-addresses.ts";

const first = "ws://127.0.0.1:40001/0f2c936f-b1cd-4ac9-aab3-f63b0f33d55e";
const second = "ws://127.0.0.1:40002/1f2c936f-b1cd-4ac9-aab3-f63b0f33d55e";
const text = `starting\nDebugger listening on ${first}\nFor help, see: https://nodejs.org\nDebugger listening on ${second}\nready\n`;

test.for([1, 7, 40, text.length])("inspectors are found in pieces of %i characters", (size) => {
  const addresses = inspectorAddresses();
  for (let at = 0; at < text.length; at += size) addresses.add(text.slice(at, at + size));
  expect([...addresses.found]).toEqual([first, second]);
});

test.for([
  "nothing of the kind\n",
  "Debugger listening on ws://192.0.2.1:9229/0f2c936f\n",
  `Somebody says: Debugger listening on ${first}\n`,
  "x".repeat(100_000),
])("%.40s … is no announcement", (printed) => {
  const addresses = inspectorAddresses();
  addresses.add(printed);
  expect(addresses.found.size).toBe(0);
});
