import { connect } from "node:net";
import type { AskDependency } from "../../alerting/index.ts";

const TIMEOUT_MS = 5_000;

/** Whether what listens at an address takes a connection, and over HTTP answers without a fault of its own. */
export const askDependency: AskDependency = async (address, signal) => {
  const url = new URL(address);
  const whole = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return url.protocol === "tcp:" ? connected(url, whole) : answered(url, whole);
};

function connected({ hostname, port }: URL, signal: AbortSignal): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: Number(port), signal });
  socket.on("connect", () => {
    socket.destroy();
    resolve(null);
  });
  socket.on("error", (error) => resolve(reasonOf(error)));
  return promise;
}

async function answered(url: URL, signal: AbortSignal): Promise<string | null> {
  try {
    const { status, body } = await fetch(url, { redirect: "manual", signal });
    await body?.cancel();
    return status < 500 ? null : `it answers ${status}`;
  } catch (error) {
    return reasonOf((error as Error).cause ?? error);
  }
}

function reasonOf(error: unknown): string {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === "TimeoutError" || name === "AbortError") return "no answer within 5 s";
  return code === "ECONNREFUSED" ? "nothing listens there" : (code ?? "it cannot be reached");
}
