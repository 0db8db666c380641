import { distance } from "fastest-levenshtein";

/** Words that are longer are not compared: nobody misspells so much by accident. */
const LONGEST = 64;

/** The known word that was probably meant; null where none is close. Case does not count. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const wanted = word.toLowerCase();
  const mayDiffer = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length * 0.4));
  let best: string | null = null;
  let least = mayDiffer + 1;
  for (const candidate of known) {
    const steps = stepsTo(candidate.toLowerCase(), wanted);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** Letters that changed places are one slip of the fingers, though an edit distance counts two. */
const stepsTo = (candidate: string, wanted: string): number =>
  candidate !== wanted && lettersOf(candidate) === lettersOf(wanted)
    ? 1
    : distance(wanted, candidate);

const lettersOf = (word: string): string => [...word].sort().join("");
