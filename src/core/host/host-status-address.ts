import type { Addon } from "../contract/index.ts";

/**
 * A short document of the host's own status page: an address that does not depend on any add-on.
 * Source: Statuspage, public API v2, GET /api/v2/status.json.
 */
export const hostStatusAddress = (host: Addon["host"]): string | null => addresses[host];

const ATLASSIAN = "https://jira-software.status.atlassian.com/api/v2/status.json";

const addresses: Readonly<Record<Addon["host"], string | null>> = {
  connect: ATLASSIAN,
  "forge-remote": ATLASSIAN,
  plain: null,
};
