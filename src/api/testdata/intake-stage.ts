import { PbfReader } from "pbf";
import { memoryStore } from "../../core/store/index.ts";
import { fakeClock } from "../../core/time/index.ts";
import { type Intake, type IntakeNotice, openIntake, type Receipt } from "../../monitoring/index.ts";
import { intakeRoutes } from "../intake.ts";

export const KEY = "an intake key";
export const refused = (reason: string, count: number) =>
  ({ kind: "points-refused", service: "roadmaps", reason, count }) as const;
export const ALL_TAKEN: Receipt = {
  kind: "taken",
  accepted: 2,
  rejected: 0,
  notices: [],
  calls: [],
  batches: [],
};
export const SOME_REFUSED: Receipt = {
  kind: "taken",
  accepted: 2,
  rejected: 3,
  notices: [refused("its time is more than 7 days ago", 2), refused("it has no buckets", 1)],
  calls: [],
  batches: [{ service: "roadmaps", accepted: 2, rejected: 3 }],
};
export const EMPTY = '{"resourceMetrics": []}';

/** The door with a pretend intake behind it. */
export function stage(answer: () => Promise<Receipt> = async () => ALL_TAKEN, mostInFlight = 32) {
  const clock = fakeClock();
  const notices: IntakeNotice[] = [];
  const onNotice = (notice: IntakeNotice) => notices.push(notice);
  const real = openIntake({ store: memoryStore(), clock, addons: () => new Map() });
  const intake: Pick<Intake, "receive"> = {
    async receive(request) {
      const taken = await real.receive(request);
      return taken.kind === "taken" ? answer() : taken;
    },
  };
  const app = intakeRoutes({ intake, key: KEY, mostInFlight, onNotice, clock });
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    app.request("/v1/metrics", {
      method: "POST",
      body,
      headers: {
        authorization: `Bearer ${KEY}`,
        "content-type": "application/json",
        ...headers,
      },
    });
  return { app, post, notices, clock };
}

export const PROTOBUF = { "content-type": "application/x-protobuf" };

/** The numbers and texts of a small protobuf message, by field. */
export function fields(body: Uint8Array): Record<number, unknown> {
  return new PbfReader(body).readFields<Record<number, unknown>>((tag, out, pbf) => {
    out[tag] = pbf.type === 0 ? pbf.readVarint() : Buffer.from(pbf.readBytes());
  }, {});
}
export const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
