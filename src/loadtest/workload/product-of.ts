import { type Descriptor, type HostProduct, pageModulesIn } from "../../core/host/index.ts";

/** Comments, attachments and people are reported by both products. */
const ONLY_CONFLUENCE = /^(page|blog|space|label|content|group)_/;

/** The product that most pages of an add-on are for; where they do not tell, its events; else Jira. */
export function productOf({ key, modules }: Descriptor): HostProduct {
  const pages = (product: HostProduct) => pageModulesIn(key, modules, product).length;
  const lead = pages("confluence") - pages("jira");
  if (lead !== 0) return lead > 0 ? "confluence" : "jira";
  const isTold = (modules.webhooks ?? []).some(({ event }) => ONLY_CONFLUENCE.test(String(event)));
  return isTold ? "confluence" : "jira";
}
