import { stringify } from "yaml";

/** One value on one line of a block, in quotation marks where YAML needs them. */
export const inline = (value: string): string => stringify(value, { lineWidth: 0 }).trimEnd();

/** The same within braces, where commas and brackets need them too. */
export const within = (value: string): string =>
  /^\/[\w./-]*$|^[a-z][\w./-]*( [\w./-]+)+$/i.test(value) ? value : JSON.stringify(value);
