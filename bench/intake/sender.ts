/**
 * Posts batches of a thousand delta points at a rate, each but once; says how many were acknowledged
 * and how late it was. `node sender.ts '{"url": "…", "perSecond": 20, "seconds": 10}'`.
 */
import { setTimeout } from "node:timers/promises";
import { encoded, KEY, otlpRequest } from "./requests.ts";

const { url, perSecond, seconds } = JSON.parse(process.argv[2]!);
const bodies = Array.from({ length: 20 }, (_, n) =>
  encoded(otlpRequest("delta", n, 0), "application/x-protobuf"),
);
const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/x-protobuf" };
let [acknowledged, refused] = [0, 0];

async function post(n: number): Promise<void> {
  const attributes = [{ key: "note", value: { intValue: n } }];
  const note = { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [] }] };
  const body = Buffer.concat([bodies[n % bodies.length]!, encoded(note, "application/x-protobuf")]);
  const { status } = await fetch(url, { method: "POST", headers, body });
  if (status === 200) acknowledged++;
  else refused++;
}

const startMs = performance.now();
const posts: Promise<void>[] = [];
for (let n = 0; n < perSecond * seconds; n++) {
  const waitMs = startMs + (n * 1000) / perSecond - performance.now();
  if (waitMs > 0) await setTimeout(waitMs);
  posts.push(post(n));
}
await Promise.all(posts);
const tookS = (performance.now() - startMs) / 1000;
console.log(JSON.stringify({ acknowledged, refused, tookS }));
