import { html } from "hono/html";
import type { Spot, WebItem } from "../../core/host/index.ts";
import type { Html } from "../../ui/index.ts";
import { isShown } from "./conditions/index.ts";
import { webItemsOn } from "./page-modules.ts";
import type { Sights } from "./read-viewing.ts";
import type { Viewing } from "./viewing.ts";
import type { Visit } from "./visit.ts";
import { webItemLink } from "./web-item-link.ts";

/** The web items of a spot for whoever visits and what they look at; those of a section in a menu. */
export function webItemsAt(
  visit: Visit,
  sights: Sights,
  viewing: Viewing,
  spot: Spot,
): readonly Html[] {
  const { tenant, person, nowMs } = visit;
  const looking = { tenant, viewing, person, nowMs };
  const shown = webItemsOn(tenant).filter(
    (item) => item.spot === spot && isShown(moduleOf(item), facts(item)),
  );
  function facts({ addonKey }: WebItem) {
    return { looking, sights, installation: tenant.installations.get(addonKey)! };
  }
  const link = (item: WebItem) =>
    webItemLink(visit, viewing, tenant.installations.get(item.addonKey)!, item);
  const sections = Map.groupBy(shown, ({ section }) => section);
  return [...sections].flatMap(([section, items]) =>
    section === null ? items.map(link) : [menu(section, items.map(link))],
  );
}

const moduleOf = ({ type, itemKey }: WebItem) => ({ type, moduleKey: itemKey });

const menu = (name: string, links: readonly Html[]): Html =>
  html`<details class="menu"><summary>${name}</summary><ul>${links.map((link) => html`<li>${link}</li>`)}</ul></details>`;

/** A row of what one can do here; nothing where there is nothing to do. */
export const actions = (links: readonly Html[]): Html | "" =>
  links.length === 0
    ? ""
    : html`<ul class="actions" aria-label="Actions of add-ons">${links.map((link) => html`<li>${link}</li>`)}</ul>`;
