import type { ContractFacts } from "./contract-facts.ts";
import { inline } from "./inline.ts";

export const addonText = (facts: ContractFacts): string => `\
# The promise that you make to your customers, and how you keep it.
# After every change: plimsoll check. Each key is explained by: plimsoll schema.
plimsoll: 1

addon:
  key: ${inline(facts.key)}
  name: ${inline(facts.name)}
  vendor: ${inline(facts.vendor)}
  host: connect                        # connect, forge-remote, or plain for any web service
  baseUrl: ${inline(facts.baseUrl)}
  descriptor: ${inline(facts.descriptorPath)}  # tells pages, webhooks and installation calls apart
  payment: ${facts.payment.padEnd(27)} # free, paid, or paid-via-atlassian
  timeZone: ${inline(facts.timeZone)}
`;
