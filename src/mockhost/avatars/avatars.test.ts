import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { jira } from "../jira/index.ts";
import { personAt } from "../tenants/index.ts";
import { bodyOf, hostRequest, restCall, testWorld } from "../testdata/test-world.ts";
import type { HostResponse } from "../world/index.ts";
import { avatarRoute } from "./index.ts";

const uploaded = { mimeType: "image/png", content: Buffer.from("a picture") };

function scene() {
  const t = testWorld();
  const tenant = t.tenants[0]!;
  const route = avatarRoute(t.world.seed, (_, id) => (id === 20_001 ? uploaded : undefined));
  const look = (url: string, method = "GET") => {
    const [path, query = ""] = url.split("?") as [string, string?];
    return route(tenant, { ...hostRequest(method, path), query }, 0) as HostResponse | null;
  };
  return { ...t, tenant, look };
}

describe("pictures", () => {
  test("of a person have the letters of the name, and a colour of their own", () => {
    const { look, tenant, world } = scene();
    const { displayName, accountId } = personAt(world.seed, tenant, 0);
    const answer = look("/avatar/0?size=24");
    expect(answer?.headers?.["content-type"]).toBe("image/svg+xml");
    const initials = displayName.split(" ").map(([letter]) => letter);
    expect(answer?.body).toContain(`>${initials.join("").slice(0, 2)}</text>`);
    expect(answer?.body).toContain('width="24"');
    const elsewhere = look(`/wiki/aa-avatar/${accountId}?size=24`);
    expect(elsewhere?.body).toBe(answer?.body);
    expect(look("/avatar/0")?.body).not.toBe(look("/avatar/1")?.body);
  });

  test("that were uploaded are shown as they are, and do nothing", () => {
    const path = "/rest/api/3/universal_avatar/view/type/project/avatar";
    const answer = scene().look(`${path}/20001?size=small`);
    expect(answer).toMatchObject({ status: 200, body: uploaded.content });
    expect(answer?.headers).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
    expect(scene().look(`${path}/20002`)?.headers?.["content-type"]).toBe("image/svg+xml");
  });

  test.for([
    ["xsmall", 16],
    ["small", 24],
    ["medium", 32],
    ["large", 48],
    ["20", 20],
    ["", 48],
    ["1e9", 256],
  ] as const)("of size %s are %i pixels wide, as PNG too", ([size, px]) => {
    const { look } = scene();
    const path = "/rest/api/3/universal_avatar/view/type/project/avatar/10400";
    expect(look(`${path}?size=${size}`)?.body).toContain(`width="${px}"`);
    const png = Buffer.from(look(`${path}?size=${size}&format=png`)!.body as Uint8Array);
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([px, px]);
    const length = png.readUInt32BE(33);
    expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(px * (1 + 4 * px));
  });

  test.for([
    ["/rest/api/2/universal_avatar/view/type/issuetype/avatar/10318", 200],
    ["/rest/api/3/universal_avatar/view/type/project/owner/10000", 200],
    ["/rest/api/3/universal_avatar/view/type/priority", 200],
    ["/rest/api/3/universal_avatar/view/type/planet", 404],
    ["/images/icons/priorities/high.svg", 200],
  ] as const)("at %s are answered %i", ([path, status]) => {
    expect(scene().look(path)?.status).toBe(status);
  });

  test.for([
    "/avatar/9999999",
    "/wiki/aa-avatar/000000000000000000000000",
    "/rest/api/3/issue/A-1",
    "/images/icons/../secret",
    "/",
  ])("are not what is at %s", (path) => {
    expect(scene().look(path)).toBeNull();
  });

  test("are not sent anything to", () => {
    expect(scene().look("/avatar/0", "POST")).toBeNull();
  });
});

test("every picture that an issue names is there", () => {
  const t = scene();
  const { handlers, sites } = jira(t.world);
  const [issue] = sites(t.tenant).issues.values();
  const call = { ...restCall(t, t.tenant), params: { issueIdOrKey: issue!.key } };
  const text = JSON.stringify(bodyOf(handlers.getIssue!(call)));
  const addresses = text.match(/http[^"]+(?:avatar|icons)[^"]*/g) ?? [];
  expect(addresses.length).toBeGreaterThan(8);
  for (const address of addresses)
    expect(t.look(address.slice(t.tenant.baseUrl.length))?.status, address).toBe(200);
});
