import type { HostResponse } from "../../../world/index.ts";
import { installKeys, lifecycle } from "../../../lifecycle/index.ts";
import {
  answered,
  bodyOf,
  descriptorDocument,
  hostRequest,
  place,
  testWorld,
} from "../../../testdata/test-world.ts";
import { versions } from "../../index.ts";

const credentials = { email: "ops@vendor.example", apiToken: "s3cret" };
export const basic = (pair: string) => ({
  authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
});
export const right = basic("ops@vendor.example:s3cret");
export const url = "http://127.0.0.1:7330/app/atlassian-connect.json";
export const key = descriptorDocument.key;
const keys = installKeys("test");
export const DAY_MS = 86_400_000;

/** An add-on with three versions, the newest of which is on sixty tenants. */
export async function setUp(
  options: { credentials?: typeof credentials | null; tenants?: number } = {},
) {
  const t = testWorld({ tenants: options.tenants ?? 60, products: ["jira", "confluence"] });
  let document: Record<string, unknown> = descriptorDocument;
  t.answerWith((call) => answered(200, call.method === "GET" ? JSON.stringify(document) : ""));
  const hosted = lifecycle(t.world, keys);
  const room = versions(t.world, hosted, {
    marketplace: {
      credentials: options.credentials === undefined ? credentials : options.credentials,
      exportMs: 2_000,
    },
  });
  await room.watch(url);
  for (const changes of [
    { description: "Plans on a line." },
    { scopes: ["READ"], name: "Roadmaps 2" },
  ]) {
    document = { ...document, ...changes };
    await room.poll();
  }
  const newest = room.apps()[0]!.releases.at(-1)!;
  for (const tenant of t.tenants) place(tenant, newest.descriptor, newest.release, t.clock.nowMs());
  const ask = (path: string, headers: Record<string, string> = right, method = "GET") =>
    room.marketplaceRoutes(hostRequest(method, path, headers), t.clock.nowMs()) as HostResponse;
  const read = (path: string) => bodyOf(ask(path));
  const { vendorId } = read(`/rest/2/addons/${key}`)._embedded.vendor;
  const space = ask(`/marketplace/rest/3/developer-space/vendor/${vendorId}`);
  const developerId = space.status === 200 ? bodyOf(space).developerId : "";
  const reports = `/rest/2/vendors/${vendorId}/reporting`;
  const newer = `/marketplace/rest/3/reporting/developer-space/${developerId}`;
  return { ...t, hosted, room, ask, read, vendorId, developerId, reports, newer };
}
