import { describe, expect, test } from "vitest";
import { sharedSecretKey, signJwt } from "../../core/host/index.ts";
import { HOUR_MS } from "../../core/time/index.ts";
import { descriptorWith, place, testWorld } from "../testdata/test-world.ts";
import { pagePasses } from "./page-pass.ts";

function setUp() {
  const { tenants } = testWorld();
  const [tenant, other] = [tenants[0]!, tenants[1]!];
  const installation = place(tenant, descriptorWith({ scopes: ["WRITE"] }));
  place(other, descriptorWith());
  const passes = pagePasses(1);
  return {
    tenant,
    other,
    installation,
    passes,
    pass: passes.issue(tenant, "com.example.roadmaps", "ada", 0),
  };
}

describe("a pass for a page's own calls", () => {
  test("lets it act as the person, with the scopes of the add-on", () => {
    const { tenant, passes, pass } = setUp();
    const caller = passes.resolveBearer(pass, tenant, 1000);
    expect(caller).toMatchObject({ addonKey: "com.example.roadmaps", accountId: "ada" });
    expect([...caller!.scopes].sort()).toEqual(["READ", "WRITE"]);
  });

  test.for([
    [
      "on another site",
      ({ passes, pass, other }: ReturnType<typeof setUp>) => passes.resolveBearer(pass, other, 0),
    ],
    [
      "the next day",
      ({ passes, pass, tenant }) => passes.resolveBearer(pass, tenant, 13 * HOUR_MS),
    ],
    [
      "once the add-on is disabled",
      ({ passes, pass, tenant, installation }) => {
        installation.state = "disabled";
        return passes.resolveBearer(pass, tenant, 0);
      },
    ],
    [
      "on a host with another seed",
      ({ pass, tenant }) => pagePasses(2).resolveBearer(pass, tenant, 0),
    ],
    [
      "when an add-on signs it itself",
      ({ passes, tenant }) => {
        const claims = {
          iss: "plimsoll-mockhost-page",
          aud: [tenant.clientKey, "com.example.roadmaps"],
          exp: 9e9,
        };
        return passes.resolveBearer(
          signJwt(claims, sharedSecretKey(tenant.sharedSecret)),
          tenant,
          0,
        );
      },
    ],
    ["when it is no token at all", ({ passes, tenant }) => passes.resolveBearer("x", tenant, 0)],
  ] satisfies [string, (s: ReturnType<typeof setUp>) => unknown][])(
    "is worth nothing %s",
    ([, attempt]) => {
      expect(attempt(setUp())).toBeNull();
    },
  );
});
