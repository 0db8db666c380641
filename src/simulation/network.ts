import { integer, type Random } from "../core/chance/index.ts";
import type { Clock } from "../core/time/index.ts";
import type { Fault } from "./plan.ts";
import type { Answer, Server } from "./server.ts";
import type { Trace } from "./trace.ts";

export interface NetworkDeps {
  readonly trueTime: Clock;
  readonly next: Random;
  readonly trace: Trace;
  /** Whether a fault happens now. */
  readonly strikes: (fault: Fault) => boolean;
  readonly isPartitioned: () => boolean;
  /** Those that are alive. */
  readonly processes: () => readonly Server[];
}

export interface Delivery {
  readonly body: string;
  /** Called whenever the body reaches a server; a late or doubled one may do so after its sender gave up. */
  readonly onArrival: (server: Server) => void;
}

/** What a sender comes to know of one attempt. */
export type Outcome = Answer | { readonly kind: "no answer" };

const NO_ANSWER: Outcome = { kind: "no answer" };
/** The exporters' own time-out. Source: OpenTelemetry protocol exporter, OTEL_EXPORTER_OTLP_TIMEOUT. */
const TIMEOUT_MS = 10_000;

/** Between exporters and the processes: loses, doubles, delays, cuts off. */
export function network({ trueTime, next, trace, strikes, isPartitioned, processes }: NetworkDeps) {
  const wait = (ms: number) =>
    new Promise<void>((resolve) => void trueTime.after(ms, () => resolve()));

  async function arrive({ body, onArrival }: Delivery): Promise<Outcome> {
    const up = processes();
    const server = up[integer(next, up.length)];
    if (!server || isPartitioned()) return NO_ANSWER;
    onArrival(server);
    const answer = await server.receive(body);
    if (!strikes("answerLost")) return answer;
    trace.note(trueTime.nowMs(), "an answer is lost");
    return NO_ANSWER;
  }

  async function pass(delivery: Delivery): Promise<Outcome> {
    await wait(1 + integer(next, 30));
    if (strikes("requestLost")) return NO_ANSWER;
    if (strikes("requestLate")) {
      trace.sometimes("a batch arrived late");
      await wait(TIMEOUT_MS + integer(next, 120_000));
    }
    if (strikes("requestDoubled")) {
      trace.sometimes("a batch arrived twice");
      void wait(integer(next, 60_000)).then(() => arrive(delivery));
    }
    return arrive(delivery);
  }

  return (delivery: Delivery): Promise<Outcome> =>
    Promise.race([pass(delivery), wait(TIMEOUT_MS).then(() => NO_ANSWER)]);
}
