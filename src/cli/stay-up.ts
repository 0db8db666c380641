import type { ExitCode } from "../core/errors/index.ts";
import type { Call } from "./command.ts";
import type { Running, RunningUp } from "./ports.ts";

interface Started {
  readonly running: Running;
  readonly signal: AbortSignal;
}

interface About {
  readonly sentence: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** Says where a running Plimsoll can be seen, stays until the person stops it, and closes it. */
export function stayUp(
  call: Call,
  started: Started & { readonly running: RunningUp },
  about: About,
): Promise<ExitCode> {
  const { publicUrl, privateUrl, privateLink, pages = [] } = started.running;
  const places = [
    { name: "status page", url: publicUrl },
    { name: "the promise", url: new URL("/sla", publicUrl).href },
    { name: "intake", url: new URL("/v1/metrics", publicUrl).href },
    { name: "private page", url: privateLink },
    { name: "metrics", url: new URL("/metrics", privateUrl).href },
    ...pages,
  ];
  const document = { ok: true, publicUrl, privateUrl, privateLink, pages, ...about.document };
  return stayAt(call, started, places, { ...about, document });
}

/** The same for whatever has other places to see. */
export async function stayAt(
  { terminal, paint, answer }: Call,
  { running, signal }: Started,
  places: readonly { readonly name: string; readonly url: string }[],
  about: About,
): Promise<ExitCode> {
  try {
    const widest = Math.max(...places.map(({ name }) => name.length));
    const list = places.map(({ name, url }) => `  ${name.padEnd(widest)}  ${paint.blue(url)}\n`);
    const ending = terminal.isTty ? paint.faint("Ctrl-C stops it.\n") : "";
    answer(about.document, `${about.sentence}\n${list.join("")}${ending}`);
    await aborted(signal);
  } finally {
    await running.close();
  }
  return 0;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
