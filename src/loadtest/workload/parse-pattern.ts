import { complain, type Parse, quote, read } from "../../core/contract/index.ts";

const LONGEST = 300;

/** A regular expression that finds something in an answer. */
export const parsePattern: Parse<string> = (text) => {
  if (text === "" || text.length > LONGEST)
    return complain(`A pattern has 1 to ${LONGEST} characters.`, EXAMPLE);
  try {
    return new RegExp(text, "u").test("") ? matchesNothing(text) : read(text);
  } catch (error) {
    const why = (error as Error).message.replace(/^Invalid regular expression: /, "");
    return complain(`${quote(text)} is not a regular expression: ${why}.`, EXAMPLE);
  }
};

const EXAMPLE = `Write a regular expression whose first group is what is wanted: '"id":"([^"]+)"'.`;

const matchesNothing = (text: string) =>
  complain(`${quote(text)} also matches where there is nothing, so it finds nothing.`, EXAMPLE);
