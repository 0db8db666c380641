/** So often one source may ask within an hour. */
const MOST_ASKED = 10;
const HOUR_MS = 3_600_000;
/** Sources that are remembered; who asks beyond them waits, whoever he is. */
const MOST_SOURCES = 10_000;

/** Says whether a source may ask once more: a flood of forms sends no flood of letters. */
export function askingLimit(monotonicMs: () => number): (source: string) => boolean {
  let beganMs = monotonicMs();
  const asked = new Map<string, number>();
  return (source) => {
    const now = monotonicMs();
    if (now - beganMs >= HOUR_MS) {
      asked.clear();
      beganMs = now;
    }
    const before = asked.get(source) ?? 0;
    if (before >= MOST_ASKED || (before === 0 && asked.size >= MOST_SOURCES)) return false;
    asked.set(source, before + 1);
    return true;
  };
}
