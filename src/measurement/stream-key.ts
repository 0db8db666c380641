import type { Indicator, Source, Stream } from "./stream.ts";

const SEPARATOR = "|";

/** One string per stream; sorted, the streams of a tenant stay together. */
export const streamKey = (s: Stream): string =>
  [s.addon, s.tenant, s.indicator, s.source, s.release, s.region].map(escaped).join(SEPARATOR);

export function parseStreamKey(key: string): Stream {
  const [addon, tenant, indicator, source, release, region] = key.split(SEPARATOR).map(plain);
  return {
    addon: addon!,
    tenant: tenant!,
    indicator: indicator as Indicator,
    source: source as Source,
    release: release!,
    region: region!,
  };
}

const escaped = (text: string): string =>
  /[%|]/.test(text) ? text.replaceAll("%", "%25").replaceAll("|", "%7C") : text;

const plain = (text: string): string =>
  text.includes("%") ? text.replaceAll("%7C", "|").replaceAll("%25", "%") : text;
