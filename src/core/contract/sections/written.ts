import * as z from "zod";
import { complain, type Parse, quote, read } from "../values/reading.ts";

/** What editors show of a value, and what problems give as an example. */
export interface About {
  readonly description: string;
  readonly examples: readonly [string | number, ...(string | number)[]];
  /** What the text looks like, for editors; the parser has the last word. */
  readonly pattern?: RegExp;
}

const meta = ({ description, examples, pattern }: About) => ({
  description,
  examples: [...examples],
  ...(pattern && { pattern: pattern.source }),
});

/** A value as people write it; the complaint of its parser becomes the problem. */
export const written = <T>(parse: Parse<T>, about: About) =>
  z.string().meta(meta(about)).transform(reader(parse));

/** The same where people also write a bare number. */
export const writtenFigure = <T>(parse: Parse<T>, about: About) =>
  z.union([z.string(), z.number()]).meta(meta(about)).transform(reader(parse));

/** Longer than any value of a contract; what is longer would keep a parser busy for nothing. */
const LONGEST = 1000;

const tooLong = (text: string) =>
  complain(`${quote(text)} has ${text.length} characters.`, `Write at most ${LONGEST}.`);

const reader =
  <T>(parse: Parse<T>) =>
  (raw: string | number, context: z.RefinementCtx): T => {
    const text = String(raw);
    const reading = text.length > LONGEST ? tooLong(text) : parse(text);
    if (reading.kind === "read") return reading.value;
    const { message, hint } = reading;
    context.issues.push({ code: "custom", message, params: { hint }, input: raw });
    return z.NEVER;
  };

/** One line of text without control characters. */
export const line = (longest: number, about: About) => {
  const parse: Parse<string> = (raw) => {
    const text = raw.trim();
    return text.length <= longest && text.isWellFormed() && /^\P{Cc}+$/u.test(text)
      ? read(text)
      : complain(
          text === "" ? "The text is empty." : `${quote(raw)} is not one line of text.`,
          `Write 1 to ${longest} characters without line breaks, such as ${about.examples[0]}.`,
        );
  };
  return written(parse, about);
};

/** Text of several lines, without control characters but tabs. */
export const paragraphs = (longest: number, about: About) => {
  const parse: Parse<string> = (raw) => {
    const text = raw.trim().replace(/\r\n/g, "\n");
    return text.length <= longest && text.isWellFormed() && /^[\P{Cc}\n\t]+$/u.test(text)
      ? read(text)
      : complain(
          text === "" ? "The text is empty." : `${quote(raw)} does not fit here.`,
          `Write 1 to ${longest} characters, such as ${about.examples[0]}`,
        );
  };
  return written(parse, about);
};

/** Text of one form; `form` says in words which. */
export const formed = (pattern: RegExp, form: string, about: Omit<About, "pattern">) => {
  const parse: Parse<string> = (raw) =>
    pattern.test(raw.trim())
      ? read(raw.trim())
      : complain(
          `${quote(raw)} does not fit here.`,
          `Write ${form}, such as ${about.examples[0]}.`,
        );
  return written(parse, { ...about, pattern });
};

/** A word that names something. */
export const word = (about: Omit<About, "pattern">) =>
  formed(/^[A-Za-z0-9][\w.-]{0,63}$/, "up to 64 letters, digits, dots, dashes, underscores", about);

/** May be left out; then it is null, and nothing is promised or done. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional().transform((value) => value ?? null);
