import { setTimeout as wait } from "node:timers/promises";
import { integer, type Random } from "../../src/core/chance/index.ts";

const NAME = "http.server.request.duration";
const BOUNDS = [0.1, 1];

export interface Exporter {
  /** Measures some requests, and sends what it has to say until it is acknowledged. */
  turn(): Promise<void>;
  /** How many requests of each tenant there have really been, "tenant-1 failed" apart from "tenant-1". */
  readonly truth: ReadonlyMap<string, number>;
  readonly retries: number;
}

export interface ExporterPlan {
  readonly name: string;
  readonly temporality: "delta" | "cumulative";
  readonly startMs: number;
  /** Where it may send; another one each time. */
  readonly urls: readonly string[];
  readonly key: string;
  /** With many, a request is taken in part by part. */
  readonly tenants: number;
}

/** An add-on's process with an exporter that keeps what was not acknowledged, and sends it again byte for byte. */
export function exporter(plan: ExporterPlan, next: Random): Exporter {
  const truth = new Map<string, number>();
  let unsent = new Map<string, number>();
  let lastMs = plan.startMs;
  let retries = 0;

  function measure(): void {
    for (let n = 1 + integer(next, 8 * plan.tenants); n > 0; n--) {
      const key = `tenant-${integer(next, plan.tenants)}${next() < 0.2 ? " failed" : ""}`;
      truth.set(key, (truth.get(key) ?? 0) + 1);
      unsent.set(key, (unsent.get(key) ?? 0) + 1);
    }
  }

  function collect(): string {
    const isDelta = plan.temporality === "delta";
    const timeMs = Math.max(Date.now(), lastMs + 1);
    const body = request(plan, isDelta ? lastMs : plan.startMs, timeMs, isDelta ? unsent : truth);
    unsent = new Map();
    lastMs = timeMs;
    return body;
  }

  async function post(body: string): Promise<boolean> {
    try {
      const response = await fetch(plan.urls[integer(next, plan.urls.length)]!, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${plan.key}`, "content-type": "application/json" },
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      if (response.status === 200 && text !== "{}") throw new Error(`Not all was taken: ${text}`);
      if (response.status === 200) return true;
      if (![429, 503].includes(response.status)) throw new Error(`${response.status} ${text}`);
    } catch (error) {
      const isGone = error instanceof TypeError || (error as Error).name === "TimeoutError";
      if (!isGone) throw error;
    }
    return false;
  }

  return {
    truth,
    get retries() {
      return retries;
    },
    async turn() {
      measure();
      const body = collect();
      while (!(await post(body))) {
        retries++;
        await wait(5 + integer(next, 40));
      }
      // The answer to a request may be lost on its way, and nobody knows.
      if (next() < 0.2) await post(body);
    },
  };
}

function request(
  { name, temporality, startMs }: ExporterPlan,
  fromMs: number,
  timeMs: number,
  counts: ReadonlyMap<string, number>,
): string {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const dataPoints = [...counts].map(([key, count]) => ({
    attributes: [
      text("plimsoll.tenant", key.split(" ")[0]!),
      text("http.route", "/a"),
      text("http.response.status_code", key.includes("failed") ? "500" : "200"),
    ],
    startTimeUnixNano: `${fromMs}000000`,
    timeUnixNano: `${timeMs}000000`,
    count,
    sum: count,
    explicitBounds: BOUNDS,
    bucketCounts: [0, count, 0],
  }));
  const aggregationTemporality = temporality === "delta" ? 1 : 2;
  const metrics = [{ name: NAME, unit: "s", histogram: { aggregationTemporality, dataPoints } }];
  const resource = {
    attributes: [
      text("service.name", "roadmaps"),
      text("service.instance.id", `${name} ${startMs}`),
    ],
  };
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
}
