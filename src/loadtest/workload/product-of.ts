import { type Descriptor, type HostProduct, pageModulesIn } from "../../host/index.ts";

const EVENTS_OF_CONFLUENCE = /^(page|blog|space|label|content|attachment)_|^comment_.*/;

/** The product that most modules of an add-on are for; Jira where nothing tells. */
export function productOf({ key, modules }: Descriptor): HostProduct {
  const pages = (product: HostProduct) => pageModulesIn(key, modules, product).length;
  const events = (modules.webhooks ?? []).map(({ event }) => String(event));
  const ofConfluence = events.filter((event) => EVENTS_OF_CONFLUENCE.test(event)).length;
  const lead = pages("confluence") - pages("jira");
  if (lead !== 0) return lead > 0 ? "confluence" : "jira";
  return events.length > 0 && ofConfluence === events.length ? "confluence" : "jira";
}
