/** What a parser of a human value gives back: the value, or a complaint about the text. */
export type Reading<T> = Read<T> | Complaint;

export interface Read<T> {
  readonly kind: "read";
  readonly value: T;
}

export interface Complaint {
  readonly kind: "complaint";
  /** What is wrong with the text, as a sentence that quotes it. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}

/** Reads a value as people write it. Pure; never throws, whatever the text. */
export type Parse<T> = (text: string) => Reading<T>;

export const read = <T>(value: T): Read<T> => ({ kind: "read", value });

export const complain = (message: string, hint: string): Complaint => ({
  kind: "complaint",
  message,
  hint,
});

/** Goes on with the value of a reading that went well. */
export const andThen = <T, U>(reading: Reading<T>, go: (value: T) => Reading<U>): Reading<U> =>
  reading.kind === "read" ? go(reading.value) : reading;

const LONGEST_QUOTE = 60;

/** The text in quotation marks, cut where it would fill the screen. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);
