/** Control characters, ends of lines and signs that turn the direction of what follows. */
const UNFIT = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from a file, a page or a sender, safe to show: such characters could rewrite the screen. */
export const printable = (text: string): string => text.replace(UNFIT, "\u{FFFD}");
