/** A contract has a few thousand characters; the parser's worst cases stay under two seconds here. */
export const MOST_CHARACTERS = 256 * 1024;
/** Lists and maps within one another; the deepest place of a contract is the sixth. */
export const DEEPEST = 16;
/** Brackets open at once, counted without regard to quotation marks. */
export const MOST_OPEN_BRACKETS = 64;
/** Beyond this, problems are counted instead of listed. */
export const MOST_PROBLEMS = 500;
