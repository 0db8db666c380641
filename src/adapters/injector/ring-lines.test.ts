import { describe, expect, test } from "vitest";
import type { RingSockets } from "../io-uring/index.ts";
import { RingLines } from "./ring-lines.ts";

test("a line for which the system has no socket is closed by its error's name", async () => {
  const full = {
    connect() {
      throw Object.assign(new Error("Too many open files."), { code: "EMFILE" });
    },
    turn: () => 0,
    close() {},
  };
  const lines = new RingLines(full as unknown as RingSockets, 1);
  const target = { url: "", isTls: false, host: "127.0.0.1", port: 80, path: "/", authority: "" };
  const place = { target: { ...target, mayBeUntrusted: false }, address: "127.0.0.1" };
  const nothing = { onOpen() {}, onBytes() {}, onDrain() {}, onEnd() {} };
  const code = await new Promise((resolve) => {
    const line = lines.dial(place, { ...nothing, onClose: resolve });
    line.destroy();
  });
  expect(code).toBe("EMFILE");
  lines.close();
});

describe("a shard", () => {
  /** How it waits when so many things come with each look: for how long at most, and for how many. */
  async function waits(comeEachTime: number, restMs: number, connections = 64) {
    const asked: { waitMs: number; atLeast: number }[] = [];
    const sockets = {
      wait: (waitMs: number, atLeast: number) => void asked.push({ waitMs, atLeast }),
      take: () => comeEachTime,
      close() {},
    };
    const lines = new RingLines(sockets as unknown as RingSockets, connections);
    await new Promise<void>((resolve) => {
      let left = 100;
      const act = () => {
        if (--left > 0) return restMs;
        resolve();
        return null;
      };
      lines.drive(act, () => {});
    });
    return asked.at(-1);
  }

  test("is let act when something is due, where little comes", async () => {
    expect(await waits(0, 0.01)).toEqual({ waitMs: 0.01, atLeast: 1 });
  });

  test("is let act a tenth of a millisecond later, or when much has come, where much comes", async () => {
    expect(await waits(1_000, 0.01)).toEqual({ waitMs: 0.1, atLeast: 32 });
  });

  test("to which nothing is due waits for a few answers where much comes, and for one of a few connections", async () => {
    expect(await waits(1_000, Number.POSITIVE_INFINITY)).toEqual({ waitMs: 0.1, atLeast: 4 });
    expect(await waits(1_000, Number.POSITIVE_INFINITY, 8)).toEqual({ waitMs: 0.1, atLeast: 1 });
  });
});
