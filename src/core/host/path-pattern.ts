/** Says whether a path, or a route as web frameworks write them, is one that a pattern stands for. */
export type MatchPath = (segments: readonly string[]) => boolean;

/** Segments of a path without its query; a trailing slash makes no difference. */
export function segmentsOf(path: string): readonly string[] {
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)).split("/").filter((segment) => segment !== "");
}

/** Compiles a path in which `{…}` stands for any text without a slash, even none. */
export function pathPattern(path: string): MatchPath {
  // A variable may contain a slash in its name, but never in its value.
  const pieces = segmentsOf(path.replace(/\{[^{}]*\}/g, "{}")).map((segment) =>
    segment.split("{}"),
  );
  return (segments) =>
    segments.length === pieces.length &&
    pieces.every((literals, i) => matchesSegment(literals, segments[i] as string));
}

/** Finds the literals in order; the leftmost place for each is enough, so nothing is tried twice. */
function matchesSegment(literals: readonly string[], segment: string): boolean {
  const first = literals[0] as string;
  if (literals.length === 1) return segment === first;
  const last = literals.at(-1) as string;
  if (!segment.startsWith(first) || !segment.endsWith(last)) return false;
  let at = first.length;
  for (const literal of literals.slice(1, -1)) {
    const found = segment.indexOf(literal, at);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return at + last.length <= segment.length;
}
