/** Text from a file or a page, safe to show: control characters could rewrite the screen. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, "\u{FFFD}");
