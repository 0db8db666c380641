import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../../src/adapters/mock-target/free-port.ts";
import { readContract } from "../../src/core/contract/index.ts";
import { CONTEXT_QSH, qsh, readJwt, signJwt } from "../../src/core/host/index.ts";
import { type DrivenWorld, startDrivenWorld } from "./driver/driven-world.ts";
import { startPretendHost } from "./driver/pretend-host.ts";
import { signer } from "./driver/sign-request.ts";
import type { Site } from "./driver/sites.ts";
import { type OtlpReceiver, startOtlpReceiver } from "./otlp-receiver.ts";
import { installation, issueCreated } from "./roadmaps-calls.ts";

let intake: OtlpReceiver;
let world: DrivenWorld;

beforeAll(async () => {
  intake = await startOtlpReceiver();
  world = await startDrivenWorld({
    intakeUrl: intake.url,
    intakeKey: "the key",
    ports: { addon: await freePort() },
    rate: 40,
  });
});
afterAll(async () => {
  await world?.close();
  intake?.close();
});

const site = () => world.driver.sites[0]!;
const sign = () => signer(world.addonUrl, Date.now);
const send = async (request: { url: string; init: RequestInit }) =>
  fetch(request.url, request.init);

describe("the add-on serves its tenants", () => {
  test("it is installed on two dozen sites in several time zones", () => {
    expect(world.driver.sites).toHaveLength(24);
    expect(new Set(world.driver.sites.map((s) => s.timeZone)).size).toBeGreaterThan(5);
  });

  test("its people are answered", async () => {
    await expect.poll(() => world.driver.answers.get(200) ?? 0, patient).toBeGreaterThan(50);
    await expect.poll(() => world.driver.answers.get(204) ?? 0, patient).toBeGreaterThan(10);
    expect([...world.driver.answers.keys()].filter((status) => status >= 400)).toEqual([]);
  });

  test("a page shows what webhooks told, says that Jira is away, and may be framed only by it", async () => {
    await send(sign().webhook(site(), issueCreated("77001", "<b>Bold</b> & new")));
    const response = await send(sign().page(site(), "/roadmap?lic=active", "somebody"));
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain("&lt;b&gt;Bold&lt;/b&gt; &amp; new");
    expect(page).toContain("Jira refused (503)");
    expect(page).toContain("https://connect-cdn.atl-paas.net/all.js");
    expect(response.headers.get("content-security-policy")).toContain(
      `frame-ancestors ${new URL(site().baseUrl).origin}`,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("an item is moved by a service call, for its own tenant only", async () => {
    await send(sign().webhook(site(), issueCreated("77002", "Move me")));
    const call = { method: "PUT", path: "/api/items/77002", body: { horizon: "now" } } as const;
    const moved = await send(sign().session(site(), call, "somebody"));
    expect(await moved.json()).toMatchObject({ item: { id: "77002", horizon: "now" } });
    const other = await send(sign().session(world.driver.sites[1]!, call, "somebody"));
    expect(other.status).toBe(404);
  });

  test("a new item cannot be written while Jira is away, and the answer says so", async () => {
    const body = { projectId: "10000", summary: "New" };
    const call = { method: "POST", path: "/api/items", body } as const;
    const response = await send(sign().session(site(), call, "somebody"));
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("30");
    expect(await response.json()).toEqual({ message: expect.stringContaining("try again") });
  });

  test("it is healthy", async () => {
    const response = await fetch(`${world.addonUrl}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "ok", store: true });
  });
});

describe("with a Jira that answers", () => {
  /** What Jira answers to `method path`; a function sees the body, null never answers. */
  type Script = Record<string, ((body: string, url: string) => [number, unknown]) | null>;

  /** A tenant of its own whose Jira does as the script says, and accepts only signed calls. */
  async function tenantWith(script: Script): Promise<Site> {
    const jira = createServer(async (request, response) => {
      const answer = script[`${request.method} ${request.url?.split("?")[0]}`];
      if (!answer) return;
      const token = readJwt(request.headers.authorization?.replace("JWT ", "") ?? "");
      const bound = qsh(request.method ?? "", request.url ?? "");
      expect(token).toMatchObject({
        kind: "read",
        claims: { iss: "com.example.roadmaps", aud: [tenant.clientKey], qsh: bound },
      });
      const [status, body] = answer((await buffer(request)).toString(), request.url ?? "");
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
    const baseUrl = `http://127.0.0.1:${await listening(jira)}`;
    onTestFinished(() => void jira.close().closeAllConnections());
    const tenant = { ...site(), clientKey: crypto.randomUUID(), baseUrl };
    const body = { ...installation(tenant), sharedSecret: tenant.sharedSecret };
    const call = { method: "POST", path: "/installed", body } as const;
    expect((await send(sign().install(tenant, world.host.installKey, call))).status).toBe(204);
    return tenant;
  }

  const issue = (id: string) => issueCreated(id, `Issue ${id}`).body.issue;
  const mayCreate = () =>
    [200, { projectPermissions: [{ permission: "CREATE_ISSUES", projects: [10000] }] }] as [
      number,
      object,
    ];
  const post = (tenant: Site) => {
    const body = { projectId: "10000", summary: "New", horizon: "next" };
    return send(sign().session(tenant, { method: "POST", path: "/api/items", body }, "somebody"));
  };
  const open = async (tenant: Site) => (await send(sign().page(tenant, "/roadmap?", "me"))).text();

  test("the first page shows every page of what Jira has", async () => {
    const tenant = await tenantWith({
      "GET /rest/api/3/search/jql": (_, url) =>
        url.includes("nextPageToken=more")
          ? [200, { issues: [issue("2")] }]
          : [200, { issues: [issue("1")], nextPageToken: "more" }],
    });
    const page = await open(tenant);
    expect(page).toContain("Issue 1");
    expect(page).toContain("Issue 2");
    expect(page).not.toContain("tries again");
  });

  test("a Jira that never answers does not keep the page", async () => {
    const tenant = await tenantWith({ "GET /rest/api/3/search/jql": null });
    expect(await open(tenant)).toContain("Jira has not answered yet");
  });

  test("a Jira that answers nonsense is told apart", async () => {
    const tenant = await tenantWith({ "GET /rest/api/3/search/jql": () => [200, { issues: 7 }] });
    expect(await open(tenant)).toContain("Jira did not answer");
  });

  test("a new item becomes an issue of Jira and stands where it was put", async () => {
    const tenant = await tenantWith({
      "POST /rest/api/3/permissions/check": mayCreate,
      "POST /rest/api/3/issue": (body) => [
        JSON.parse(body).fields.summary === "New" ? 201 : 400,
        { id: "5", key: "WEB-5" },
      ],
    });
    const response = await post(tenant);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      item: { id: "5", key: "WEB-5", projectKey: "WEB", summary: "New", horizon: "next" },
    });
  });

  test("who may not create issues is refused", async () => {
    const tenant = await tenantWith({
      "POST /rest/api/3/permissions/check": () => [200, { projectPermissions: [] }],
    });
    expect((await post(tenant)).status).toBe(403);
  });

  test("what Jira says against an issue is passed on", async () => {
    const tenant = await tenantWith({
      "POST /rest/api/3/permissions/check": mayCreate,
      "POST /rest/api/3/issue": () => [400, { errors: { epic: "Epic is required." } }],
    });
    const response = await post(tenant);
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ message: "Jira refused: Epic is required." });
  });

  test("only an administrator changes the settings", async () => {
    let granted: string[] = [];
    const tenant = await tenantWith({
      "POST /rest/api/3/permissions/check": () => [200, { globalPermissions: granted }],
    });
    const call = { method: "PUT", path: "/api/settings", body: { showDone: false } } as const;
    const save = () => send(sign().session(tenant, call, "somebody"));
    expect((await save()).status).toBe(403);
    granted = ["ADMINISTER"];
    expect((await save()).status).toBe(200);
    const settings = await send(sign().page(tenant, "/settings?", "somebody"));
    expect(await settings.text()).not.toContain("checked");
  });

  test("a tenant that uninstalls is forgotten", async () => {
    const tenant = await tenantWith({});
    const call = { method: "POST", path: "/uninstalled", body: installation(tenant) } as const;
    expect((await send(sign().install(tenant, world.host.installKey, call))).status).toBe(204);
    expect((await send(sign().page(tenant, "/roadmap?", "me"))).status).toBe(401);
  });
});

describe("it refuses what the host did not sign", () => {
  const nowS = Math.floor(Date.now() / 1000);
  const good = () => ({ iss: site().clientKey, exp: nowS + 600, qsh: qsh("GET", "/roadmap") });
  const token = (wrong: object) => signJwt({ ...good(), ...wrong }, site().secretKey);
  const get = (jwt: string) => fetch(`${world.addonUrl}/roadmap?jwt=${jwt}`);

  test.for<[string, () => string]>([
    ["a qsh of another page", () => token({ qsh: qsh("GET", "/settings") })],
    ["a token for service calls on a page", () => token({ qsh: CONTEXT_QSH })],
    ["a token without qsh", () => token({ qsh: undefined })],
    ["an expired token", () => token({ exp: nowS - 1 })],
    ["an unknown tenant", () => token({ iss: "nobody" })],
    ["no token at all", () => ""],
  ])("%s: 401", async ([, jwt]) => expect((await get(jwt())).status).toBe(401));

  test("a token of another tenant's secret: 400", async () => {
    const stolen = signJwt(good(), world.driver.sites[1]!.secretKey);
    expect((await get(stolen)).status).toBe(400);
  });

  test("an installation signed with a shared secret: 401, and nothing changes", async () => {
    const body = installation(site());
    const call = { method: "POST", path: "/installed", body } as const;
    expect((await send(sign().webhook(site(), call))).status).toBe(401);
    expect((await send(sign().page(site(), "/roadmap?", "somebody"))).status).toBe(200);
  });

  test("an installation signed with a key that is not the host's: 401", async () => {
    const stranger = await startPretendHost();
    const body = installation(site());
    const call = { method: "POST", path: "/installed", body } as const;
    expect((await send(sign().install(site(), stranger.installKey, call))).status).toBe(401);
    stranger.close();
  });
});

describe("it tells Plimsoll how it does", () => {
  test("request durations arrive with tenant, route and status, as deltas of exponential histograms", async () => {
    await expect.poll(() => intake.points.length, patient).toBeGreaterThan(20);
    expect(intake.authorization).toEqual(new Set(["Bearer the key"]));
    for (const point of intake.points)
      expect(point).toMatchObject({
        metric: "http.server.request.duration",
        unit: "s",
        temporality: 1,
      });
    expect(Object.fromEntries(intake.points[0]!.resource)).toMatchObject({
      "service.name": "roadmaps",
      "service.version": "1.0.0",
    });
    const routes = new Set(intake.points.map((p) => p.attributes.get("http.route")));
    expect(routes).toContain("/roadmap");
    expect(routes).toContain("/installed");
    expect(routes).toContain("/webhooks/issue-created");
    expect(routes).toContain("/api/items/:id");
    const tenants = intake.points.map((p) => p.attributes.get("plimsoll.tenant"));
    expect(new Set(tenants).size).toBeGreaterThanOrEqual(24);
  });

  test("a refused request belongs to no tenant", async () => {
    const refused = () =>
      intake.points.filter((p) => p.attributes.get("http.response.status_code") === "401");
    await expect.poll(() => refused().length, patient).toBeGreaterThan(0);
    for (const { attributes } of refused()) expect(attributes.has("plimsoll.tenant")).toBe(false);
  });
});

test("its contract is free of problems, and carries the address at which it runs", async () => {
  const written = readContract(await readFile(join(addonFolder, "plimsoll.yaml"), "utf8"));
  expect(written).toMatchObject({ kind: "contract", problems: [] });
  const running = readContract(await readFile(world.contractFile, "utf8"));
  expect(running).toMatchObject({ contract: { addon: { baseUrl: world.addonUrl } } });
});

test("a world that cannot start says why and leaves nothing behind", async () => {
  const port = Number(new URL(world.addonUrl).port);
  const plan = { intakeUrl: intake.url, intakeKey: "", ports: { addon: port } };
  await expect(startDrivenWorld(plan)).rejects.toMatchObject({ code: "command.port-taken" });
  expect((await fetch(`${world.addonUrl}/health`)).status).toBe(200);
});

const addonFolder = join(import.meta.dirname, "../../examples/roadmaps");

const patient = { timeout: 20_000, interval: 50 };

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}
