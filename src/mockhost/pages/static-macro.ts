import { html, raw } from "hono/html";
import type { Html } from "../../ui/index.ts";
import { callAddon } from "../lifecycle/index.ts";
import type { OutboundResult, Tenant, World } from "../world/index.ts";
import { macroPanel } from "./macro-panel.ts";
import type { Framed } from "./scene.ts";
import { storageHtml } from "./storage-html.ts";

/** Nobody waits longer for a page. */
const TIMEOUT_MS = 10_000;

/** A macro that stands in the page itself: the host asks the add-on for it while the page is drawn. */
export async function staticMacro(world: World, tenant: Tenant, macro: Framed): Promise<Html> {
  const { module, extension } = macro;
  const result = await callAddon(
    world,
    "macro",
    tenant,
    module.addonKey,
    {
      method: "GET",
      url: extension.url,
      headers: { accept: "*/*" },
      body: null,
      timeoutMs: TIMEOUT_MS,
    },
    isDrawn,
  );
  const inside =
    result.kind === "answered" && isDrawn(result)
      ? html`<article class="text">${raw(storageHtml(result.body))}</article>`
      : html`<p class="trouble">Error rendering macro ‘${module.name}’: ${why(result)}</p>`;
  return macroPanel(tenant.installations.get(module.addonKey)!, macro, inside);
}

const isDrawn = (result: OutboundResult): boolean =>
  result.kind === "answered" && result.status === 200;

const why = (result: OutboundResult): string =>
  result.kind === "answered"
    ? `the add-on answered ${result.status}.`
    : `the add-on did not answer (${result.reason}).`;
