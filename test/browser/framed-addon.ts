import type { Browser, Frame, Page } from "playwright-core";
import { mockHost, type RunningMockHost } from "../../src/adapters/mockhost-server/index.ts";
import type { Tenant } from "../../src/mockhost/index.ts";
import { launchChromium } from "./open-page.ts";
import { type SmallAddon, startSmallAddon } from "./small-addon.ts";

/** A browser, and a Jira and a Confluence site on which a small add-on is installed. */
export interface FramedAddon {
  readonly browser: Browser;
  readonly host: RunningMockHost;
  readonly addon: SmallAddon;
  readonly jiraSite: Tenant;
  readonly confluenceSite: Tenant;
  close(): Promise<void>;
}

export async function startFramedAddon(
  modules: Readonly<Record<string, unknown>>,
): Promise<FramedAddon> {
  const [browser, host] = await Promise.all([launchChromium(), mockHost({ tenants: 2 })]);
  const { tenants } = host.world;
  const secretOf = (clientKey: string) => tenants.byClientKey(clientKey)!.sharedSecret;
  const addon = await startSmallAddon(host.origin, modules, secretOf);
  const [jiraSite, confluenceSite] = [...tenants.all()] as [Tenant, Tenant];
  for (const tenant of [jiraSite, confluenceSite])
    if (!(await host.lifecycle.install(tenant, addon.descriptor, "1.0.0")))
      throw new Error(`${tenant.name} could not install the add-on.`);
  return {
    ...{ browser, host, addon, jiraSite, confluenceSite },
    async close() {
      await browser.close();
      await addon.close();
      await host.close();
    },
  };
}

/** The add-on's frame, once its bridge is connected. */
export async function connectedFrame(
  page: Page,
  selector: string,
  state: "visible" | "attached" = "visible",
): Promise<Frame> {
  const frame = (await (await page.waitForSelector(selector, { state })).contentFrame())!;
  await frame.waitForFunction(() => "AP" in globalThis);
  await frame.waitForLoadState("load");
  return frame;
}

/** Runs in the frame; `AP` is the bridge as the add-on has it. */
// biome-ignore lint/suspicious/noExplicitAny: the bridge has no types of its own.
export const withBridge = <T>(frame: Frame, act: (AP: any) => T | Promise<T>): Promise<T> =>
  frame.evaluate(`(${act})(window.AP)`) as Promise<T>;
