import { integer, pick, random } from "../../../core/chance/index.ts";
import { personAt } from "../../tenants/index.ts";
import type { Tenant } from "../../world/index.ts";

export interface CustomerDetails {
  readonly company: string;
  readonly country: string;
  readonly region: string;
  readonly technicalContact: Contact;
  /** Missing for some customers, as in real reports. */
  readonly billingContact?: Contact;
}

export interface Contact {
  readonly email: string;
  readonly name: string;
}

const WITHOUT_BILLING = 0.3;
const suffixes = ["Ltd", "GmbH", "SAS", "Inc", "Group", "Labs"] as const;

/** Country and region by the zone in which a tenant's people are. */
const places: Readonly<Record<string, readonly [string, string]>> = {
  "America/Los_Angeles": ["United States", "Americas"],
  "America/New_York": ["United States", "Americas"],
  "America/Sao_Paulo": ["Brazil", "Americas"],
  "Europe/London": ["United Kingdom", "EMEA"],
  "Europe/Paris": ["France", "EMEA"],
  "Europe/Helsinki": ["Finland", "EMEA"],
  "Asia/Kolkata": ["India", "APAC"],
  "Asia/Singapore": ["Singapore", "APAC"],
  "Asia/Tokyo": ["Japan", "APAC"],
  "Australia/Sydney": ["Australia", "APAC"],
  "Pacific/Auckland": ["New Zealand", "APAC"],
};

const customers = new WeakMap<Tenant, CustomerDetails>();

/** The customer behind a tenant, as invented as the tenant itself; made up once, for reports name all of them. */
export function customerOf(seed: number, tenant: Tenant): CustomerDetails {
  let customer = customers.get(tenant);
  if (!customer) customers.set(tenant, (customer = inventCustomer(seed, tenant)));
  return customer;
}

function inventCustomer(seed: number, tenant: Tenant): CustomerDetails {
  const next = random(seed, "customer", tenant.index);
  const site = siteNameOf(tenant);
  const [country, region] = places[tenant.timeZone] ?? ["Unknown", "Unknown"];
  const company = `${site[0]!.toUpperCase()}${site.slice(1)} ${pick(next, suffixes)}`;
  const hasBilling = next() >= WITHOUT_BILLING;
  const buyer = integer(next, tenant.users);
  return {
    company,
    country,
    region,
    technicalContact: contactOf(seed, tenant, 0),
    ...(hasBilling ? { billingContact: contactOf(seed, tenant, buyer) } : {}),
  };
}

/** One of the tenant's people; the first is its administrator. */
export function contactOf(seed: number, tenant: Tenant, index: number): Contact {
  const { emailAddress, displayName } = personAt(seed, tenant, index);
  return { email: emailAddress, name: displayName };
}

/** Without the number behind it. */
const siteNameOf = ({ name }: Tenant): string => name.replace(/-\d+$/, "") || name;
