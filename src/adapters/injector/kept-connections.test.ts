import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { load, OK, serve } from "./testdata/serving.ts";

/** A server that answers the first request of each connection, and does this with each that follows. */
async function closing(close: (socket: Socket) => void) {
  const told = { later: 0, connections: 0 };
  const url = await serve((socket) => {
    told.connections++;
    let asked = 0;
    socket.on("data", () => {
      if (asked++ === 0) socket.write(OK);
      else {
        told.later++;
        close(socket);
      }
    });
  });
  return { url, told };
}

/** A server that says this of how long it keeps a connection, and how many requests each carried. */
async function keeping(hint: string) {
  const carried: { requests: number }[] = [];
  const url = await serve((socket) => {
    const own = { requests: 0 };
    carried.push(own);
    socket.on("data", () => {
      own.requests++;
      socket.write(`HTTP/1.1 200 OK\r\n${hint}content-length: 2\r\n\r\nok`);
    });
  });
  return { url, most: () => Math.max(...carried.map(({ requests }) => requests)) };
}

describe("a connection that was kept", () => {
  test.for([
    ["says farewell", (socket: Socket) => socket.end()],
    ["is reset", (socket: Socket) => socket.resetAndDestroy()],
  ] as const)(
    "and %s as a GET leaves has it sent again, once, on a fresh one",
    async ([, close]) => {
      const { url, told } = await closing(close);
      const result = await load(url, { timeout: "5s" });
      expect(result).toMatchObject({
        ...{ planned: 10, sent: 10, completed: 10, failed: 0, errors: {} },
        rig: { blame: { system: 0, network: 0, injector: 0 } },
      });
      expect(told.later).toBeGreaterThan(0);
      expect(result.resent).toBe(told.later);
    },
  );

  test("takes the time of the first sending with it, from when the request was due", async () => {
    const { url } = await closing((socket) => setTimeout(() => socket.end(), 60));
    const { response, service, resent } = await load(url, { timeout: "5s", connections: "1" });
    expect(resent).toBeGreaterThan(0);
    expect(response.max!).toBeGreaterThan(59);
    expect(service.max!).toBeGreaterThan(59);
  });

  test("that ends as a POST leaves is what failed it: it may have been carried out", async () => {
    const { url, told } = await closing((socket) => socket.end());
    const result = await load(url, { timeout: "5s", body: "x" });
    expect(result).toMatchObject({ resent: 0 });
    expect(result.errors).toEqual({ "kept-connection-closed": told.later });
    expect(result.rig.blame).toEqual({ system: 0, network: told.later, injector: 0 });
  });

  test("that ends amid an answer is the service's failure", async () => {
    const { url, told } = await closing((socket) => socket.end(OK.slice(0, 20)));
    const result = await load(url, { timeout: "5s" });
    expect(result).toMatchObject({ resent: 0, errors: { "cut-short": told.later } });
  });

  test("is not tried a third time: what a fresh one does is the service's", async () => {
    let isBroken = false;
    const url = await serve((socket) => {
      socket.on("data", () => {
        if (!isBroken) socket.write(OK);
        else socket.end();
        isBroken = true;
      });
    });
    const { resent, completed, planned, errors } = await load(url, { connections: "1" });
    expect(resent).toBe(1);
    expect({ completed, planned }).toEqual({ completed: 1, planned: 10 });
    expect(errors).toEqual({ "closed-without-answer": 9 });
  });

  test("is left alone before the server lets go of it", async () => {
    const wish = { rate: "1.25", duration: "3200ms", connections: "1", timeout: "5s" };
    const [short, silent] = [await keeping("keep-alive: timeout=1\r\n"), await keeping("")];
    const results = await Promise.all([load(short.url, wish), load(silent.url, wish)]);
    expect(results.map(({ completed, errors }) => ({ completed, errors }))).toEqual(
      Array(2).fill({ completed: 4, errors: {} }),
    );
    expect([short.most(), silent.most()]).toEqual([1, 4]);
  });
});
