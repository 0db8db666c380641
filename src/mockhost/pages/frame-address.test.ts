import atlassianJwt from "atlassian-jwt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personAt } from "../tenants/index.ts";
import { descriptorWith, place, testWorld } from "../testdata/test-world.ts";
import { frameAddress, type Looking } from "./frame-address.ts";
import { pageModules } from "./page-modules.ts";
import { nothingViewed } from "./viewing.ts";

const NOW_MS = Date.UTC(2027, 0, 4, 9);

function setUp(url: string, changes: Record<string, unknown> = {}, baseUrl?: string) {
  const { tenants } = testWorld({ products: ["jira"] });
  const tenant = tenants[0]!;
  if (baseUrl !== undefined) tenant.baseUrl = baseUrl;
  const generalPages = [{ key: "roadmap", url, cacheable: changes.cacheable }];
  const installation = place(tenant, descriptorWith({ modules: { generalPages }, ...changes }));
  const [module] = pageModules(installation, "jira");
  const looking: Looking = {
    tenant,
    viewing: nothingViewed,
    person: personAt(1, tenant, 0),
    nowMs: NOW_MS,
  };
  const address = (custom: Record<string, string> = {}) =>
    frameAddress({ ...looking, viewing: { ...nothingViewed, custom } }, installation, module!);
  return { tenant, looking, address };
}

const withoutToken = (url: string) => url.replace(/&jwt=[^#]*/, "&jwt=…");

const claimsOf = (url: string, secret: string) => {
  const token = new URL(url).searchParams.get("jwt")!;
  return atlassianJwt.decodeSymmetric(token, secret, atlassianJwt.SymmetricAlgorithm.HS256);
};

const hashOf = (url: string, baseUrl: string) =>
  atlassianJwt.createQueryStringHash(atlassianJwt.fromMethodAndUrl("get", url), false, baseUrl);

describe("the address of a frame", () => {
  test("is the module's own, then the host's parameters in their order, then the token", () => {
    const { tenant, address } = setUp("/roadmap?tab={ac.tab}");
    tenant.licence = "active";
    expect(withoutToken(address({ tab: "next" }))).toBe(
      "http://127.0.0.1:7330/app/roadmap?tab=next" +
        "&xdm_e=http%3A%2F%2F127.0.0.1%3A7310&xdm_c=channel-com.example.roadmaps__roadmap" +
        `&cp=%2Fs%2F${tenant.name}&xdm_deprecated_addon_key_do_not_use=com.example.roadmaps` +
        "&lic=active&cv=1001.0.0-SNAPSHOT&jwt=…",
    );
  });

  test("is hashed as on a real site", () => {
    const changes = {
      key: "com.github.integration.konstantin",
      baseUrl: "https://github.example",
      enableLicensing: false,
      modules: { generalPages: [{ key: "github-post-install-page", url: "/jira/configuration" }] },
    };
    const { tenant, address } = setUp("", changes, "https://kabakumov.atlassian.net");
    expect(claimsOf(address(), tenant.sharedSecret).qsh).toBe(
      "345c5da1c34c5126155b18ff4522446c89cc017debe4878bfa6056cacd5245ae",
    );
  });

  test.for([
    ["/roadmap", "?xdm_e="],
    ["/roadmap?", "?xdm_e="],
    ["roadmap?a=1", "/app/roadmap?a=1&xdm_e="],
    ["https://127.0.0.1:7330/app/elsewhere", "/app/elsewhere?xdm_e="],
  ] as const)("%s goes on with %s", ([url, part]) => {
    expect(setUp(url).address()).toContain(part);
  });

  test("keeps its fragment at the end", () => {
    const url = setUp("/roadmap#board").address();
    expect(url.endsWith("#board")).toBe(true);
    expect(new URL(url).searchParams.has("jwt")).toBe(true);
  });

  test("says who looks, from which tenant, and expires within three minutes", () => {
    const { tenant, looking, address } = setUp("/roadmap");
    expect(claimsOf(address(), tenant.sharedSecret)).toMatchObject({
      iss: tenant.clientKey,
      sub: looking.person.accountId,
      iat: NOW_MS / 1000,
      exp: NOW_MS / 1000 + 180,
      context: {},
    });
  });

  test.for([
    ["active", true, "active"],
    ["evaluation", true, "active"],
    ["expired", true, "none"],
    ["unlicensed", true, "none"],
    ["active", false, "none"],
  ] as const)("with the licence %s (add-on sells one: %s) lic=%s", ([licence, sells, lic]) => {
    const { tenant, address } = setUp("/roadmap", { enableLicensing: sells });
    tenant.licence = licence;
    expect(new URL(address()).searchParams.get("lic")).toBe(lic);
  });

  test("an add-on that authenticates nobody gets no token", () => {
    const { address } = setUp("/roadmap", { authentication: { type: "none" } });
    expect(address()).not.toContain("jwt=");
  });

  test("of a cacheable page is the module's own, the same for everybody", () => {
    const { address } = setUp("/roadmap?tab={ac.tab}", { cacheable: true });
    expect(address({ tab: "next" })).toBe("http://127.0.0.1:7330/app/roadmap?tab={ac.tab}");
  });

  test("atlassian-jwt agrees on the hash, whatever stands in the address", () => {
    const { tenant, address } = setUp("/roadmap/{ac.path}?q={ac.query}&q=2&%7E={ac.empty}");
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (path, query) => {
          const url = address({ path: path.replaceAll(/[./]/g, "-"), query });
          expect(claimsOf(url, tenant.sharedSecret).qsh).toBe(
            hashOf(url, "http://127.0.0.1:7330/app"),
          );
        },
      ),
    );
  });
});
