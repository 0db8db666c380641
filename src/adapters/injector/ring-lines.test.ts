import { expect, test } from "vitest";
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
  const lines = new RingLines(full as unknown as RingSockets);
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
