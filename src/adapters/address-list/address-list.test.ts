import { expect, test } from "vitest";
import { addressList } from "./index.ts";

const isNamed = addressList(["10.0.0.7", "192.168.0.0/16", "fd00::/8", "::1"]);

test.for([
  ["10.0.0.7", true],
  ["10.0.0.8", false],
  ["192.168.77.3", true],
  ["192.169.0.1", false],
  ["fd12::1", true],
  ["::1", true],
  ["fe80::1", false],
  ["", false],
  ["proxy.example.com", false],
] as const)("%s: %s", ([address, expected]) => {
  expect(isNamed(address)).toBe(expected);
});

test("none are named where none are given", () => {
  expect(addressList([])("127.0.0.1")).toBe(false);
});

test.for([
  ["proxy.example.com"],
  ["10.0.0.0/33"],
  ["10.0.0.0/"],
  ["10.0.0.0/8/8"],
  ["fd00::/129"],
  [""],
])("%j is neither", ([text]) => {
  expect(() => addressList([text!])).toThrow("is neither an IP address nor a network.");
});
