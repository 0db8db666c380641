import { expect, test } from "vitest";
import { reachOf } from "./reach-of.ts";

test.for([
  ["http://localhost:8080", "loopback"],
  ["http://addon.localhost", "loopback"],
  ["http://127.0.0.1:3000/app", "loopback"],
  ["http://127.9.9.9", "loopback"],
  ["http://2130706433", "loopback"],
  ["http://0.0.0.0:80", "loopback"],
  ["http://[::1]:80", "loopback"],
  ["http://addon:8080", "private"],
  ["https://roadmaps.internal", "private"],
  ["https://printer.local", "private"],
  ["http://10.1.2.3", "private"],
  ["http://172.31.0.1", "private"],
  ["http://192.168.1.1", "private"],
  ["http://169.254.1.1", "private"],
  ["http://100.64.0.1", "private"],
  ["http://[fd12::1]", "private"],
  ["http://[fe80::1]", "private"],
  ["https://roadmaps.example.com", "public"],
  ["https://10.example.com", "public"],
  ["https://localhost.example.com", "public"],
  ["http://172.32.0.1", "public"],
  ["http://100.128.0.1", "public"],
  ["http://9.9.9.9", "public"],
  ["http://[2001:db8::1]", "public"],
] as const)("%s is %s", ([url, reach]) => {
  expect(reachOf(url)).toBe(reach);
});
