const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** Thirty days: no wait of a command is longer. */
const LONGEST_MS = 30 * 24 * 3_600_000;

/** Reads `30s`, `500ms`, `5m` or `1.5h` as milliseconds; null for anything else. */
export function readDuration(text: string): number | null {
  const parts = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text);
  if (!parts) return null;
  const ms = Number(parts[1]) * unitMs[parts[2]!]!;
  return ms <= LONGEST_MS ? ms : null;
}
