import { createV1Client, createV2Client } from "confluence.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDON_KEY, startTour, type Tour } from "./tour.ts";

let tour: Tour;
let v1: ReturnType<typeof createV1Client>;
let v2: ReturnType<typeof createV2Client>;

beforeAll(async () => {
  tour = await startTour("confluence", "SPACE_ADMIN");
  const site = { host: tour.tenant.baseUrl.replace(/\/wiki$/, "") };
  v1 = tour.remembering(createV1Client(site));
  v2 = tour.remembering(createV2Client(site));
});
afterAll(() => tour?.close());

describe("confluence.js, which checks every answer against its schema, takes a tour of a site", () => {
  test("the site and its people", async () => {
    expect(await v1.settings.getSystemInfo()).toMatchObject({ cloudId: tour.tenant.cloudId });
    const me = await v1.users.getCurrentUser({});
    expect(await v1.users.getUser({ accountId: me.accountId! })).toMatchObject({
      displayName: me.displayName,
      email: expect.stringContaining("@"),
    });
    const body = { accountIds: [me.accountId!] };
    const { results } = await v2.user.createBulkUserLookup({ body });
    expect(results).toHaveLength(1);
  });

  test("spaces and their properties", async () => {
    const space = await v2.space.createSpace({ body: { key: "TOUR", name: "Tour" } });
    const spaceId = Number(space.id);
    expect(await v2.space.getSpaceById({ id: spaceId })).toMatchObject({ key: "TOUR" });
    const property = await v2.spaceProperties.createSpaceProperty({
      spaceId,
      key: "theme",
      value: { colour: "red" },
    });
    const one = { spaceId, propertyId: Number(property.id) };
    await v2.spaceProperties.updateSpacePropertyById({
      ...one,
      key: "theme",
      value: "blue",
      version: { number: 2 },
    });
    expect(await v2.spaceProperties.getSpacePropertyById(one)).toMatchObject({ value: "blue" });
    expect((await v2.spaceProperties.getSpaceProperties({ spaceId })).results).toHaveLength(1);
    await v2.spaceProperties.deleteSpacePropertyById(one);
    expect((await v2.page.getPagesInSpace({ id: spaceId })).results).toHaveLength(1);
  });

  test("spaces that come, change and go, and who may do what in them", async () => {
    const space = await v1.space.createSpace({ key: "GONE", name: "Gone" } as never);
    expect(space.key).toBe("GONE");
    const spaceKey = "GONE";
    const { accountId } = await v1.users.getCurrentUser({});
    const subject = { type: "user", identifier: accountId! };
    const operation = { key: "read", target: "space" };
    const { id } = await v1.spacePermissions.addPermissionToSpace({
      spaceKey,
      subject,
      operation,
    } as never);
    expect(id).toBeGreaterThan(0);
    const task = await v1.space.deleteSpace({ spaceKey });
    expect((await v1.longRunningTask.getTask({ id: task.id })).finished).toBe(true);
  });

  test("properties of its own, for which the client has no words", async () => {
    const url = `${tour.tenant.baseUrl}/rest/atlassian-connect/1/addons/${ADDON_KEY}/properties`;
    const headers = { "content-type": "application/json" };
    const put = () => fetch(`${url}/a%20b`, { method: "PUT", headers, body: '{"on":true}' });
    expect([(await put()).status, (await put()).status]).toEqual([201, 200]);
    expect(await (await fetch(`${url}/a%20b`)).json()).toMatchObject({ value: { on: true } });
    const { keys } = (await (await fetch(url)).json()) as { keys: { self: string }[] };
    expect(keys).toMatchObject([{ key: "a b", self: `${url}/a%20b` }]);
    expect((await fetch(`${url}/a%20b`, { method: "DELETE" })).status).toBe(204);
  });

  test("and none of the answers was made up", () => {
    expect(tour.madeUp).toEqual([]);
  });
});
