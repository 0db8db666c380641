import { expect, test } from "vitest";
import { isLoopback, readAddress } from "./address.ts";

test.for([
  [":7300", { host: "127.0.0.1", port: 7300 }],
  ["7300", { host: "127.0.0.1", port: 7300 }],
  ["0.0.0.0:80", { host: "0.0.0.0", port: 80 }],
  ["localhost:0", { host: "localhost", port: 0 }],
  ["[::1]:7300", { host: "::1", port: 7300 }],
  ["[::]:7300", { host: "::", port: 7300 }],
  ["status.example.com:443", { host: "status.example.com", port: 443 }],
] as const)("%s is an address", ([text, address]) => {
  expect(readAddress(text)).toEqual(address);
});

test.for(["", ":", "65536", ":99999", "::1:7300", "http://localhost:7300", "7300/", "host", "-1"])(
  "%j is none",
  (text) => {
    expect(readAddress(text)).toBeNull();
  },
);

test.for([
  ["127.0.0.1", true],
  ["127.8.9.10", true],
  ["::1", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["127.0.0.1.example.com", false],
] as const)("%s is reached by this machine alone: %s", ([host, isOwn]) => {
  expect(isLoopback({ host, port: 1 })).toBe(isOwn);
});
