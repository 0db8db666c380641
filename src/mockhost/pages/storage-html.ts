const KEPT =
  /^(?:p|h[1-6]|[uo]l|li|strong|em|b|i|u|s|sub|sup|code|pre|blockquote|br|hr|table|thead|tbody|tr|t[hd]|a)$/;

/** More than anybody writes into a macro. */
const MOST_CHARACTERS = 100_000;

/**
 * A storage text as the page may show it: plain elements without attributes (links keep where they
 * lead on the web), the product's own elements as the text within them, everything else as text.
 */
export const storageHtml = (storage: string): string =>
  storage
    .slice(0, MOST_CHARACTERS)
    .replaceAll("<![CDATA[", "")
    .replaceAll("]]>", "")
    .replace(/<![^<>]*>/g, "")
    .split(/(<\/?[a-zA-Z][\w:-]*[^<>]*>)/)
    .map((part, index) => (index % 2 === 1 ? tag(part) : part.replaceAll("<", "&lt;")))
    .join("");

function tag(text: string): string {
  const [, slash, given] = /^<(\/?)([a-zA-Z][\w:-]*)/.exec(text)!;
  const name = given!.toLowerCase();
  if (!KEPT.test(name)) return "";
  if (slash === "/") return `</${name}>`;
  const [, target] = /\shref="(https?:\/\/[^"<>]*)"/.exec(text) ?? [];
  return name === "a" && target !== undefined ? `<a href="${target}">` : `<${name}>`;
}
