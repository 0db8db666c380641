import type { Descriptor } from "../../core/host/index.ts";

/** Sites that could not install an add-on, all for the same cause. */
export interface RefusedInstalls {
  readonly sites: number;
  /** A sentence: `The add-on answered 401; only 200 and 204 count.` */
  readonly cause: string;
  /** What most likely mends it, as a sentence. */
  readonly remedy: string;
}

/** A refused call of the host's, as the journal keeps it. */
interface RefusedCall {
  readonly clientKey: string | null;
  readonly url: string;
  readonly status: number | null;
  readonly reason: string | null;
}

interface Keys {
  /** Where the public half of the key is that signs installs: `http://127.0.0.1:7310/keys`. */
  readonly url: string;
  /** How often anybody asked for it. */
  readonly timesAsked: number;
}

/**
 * Why sites could not install an add-on, the most frequent cause first.
 * @param calls newest first; of several to a site the newest tells
 */
export function refusedInstalls(
  calls: readonly RefusedCall[],
  { baseUrl, lifecycle }: Pick<Descriptor, "baseUrl" | "lifecycle">,
  keys: Keys,
): readonly RefusedInstalls[] {
  const installedUrl = withoutQuery(`${baseUrl}/${(lifecycle.installed ?? "").replace(/^\//, "")}`);
  const newest = new Map<string, RefusedCall>();
  for (const call of calls)
    if (call.clientKey !== null && withoutQuery(call.url) === installedUrl)
      if (!newest.has(call.clientKey)) newest.set(call.clientKey, call);
  const causes = Map.groupBy(newest.values(), ({ reason }) => reason ?? "");
  return [...causes]
    .map(([cause, alike]) => ({
      ...{ sites: alike.length, cause },
      remedy: remedyFor(alike[0]!.status, installedUrl, keys),
    }))
    .sort((a, b) => b.sites - a.sites);
}

const withoutQuery = (url: string): string => url.replace(/\?.*$/, "");

function remedyFor(status: number | null, url: string, keys: Keys): string {
  if (status === null) return `See that the add-on runs and takes POST at ${url}.`;
  if (status >= 300 && status <= 399)
    return "The host follows no redirect: have the descriptor name where it leads.";
  if (status === 404 || status === 405)
    return `See that the add-on takes POST at ${url}, which its descriptor names as lifecycle.installed.`;
  // Whoever never asked for the key cannot have checked the signature by it.
  if (keys.timesAsked === 0)
    return `Nobody asked this host for the key that signs installs; the add-on has to fetch it from here: CONNECT_KEYS_CDN_URL=${keys.url}`;
  if (status === 401 || status === 403)
    return `The key that signs installs was fetched from ${keys.url}; see that the add-on checks audience and query hash by its own base URL.`;
  return "See what the add-on printed.";
}
