/** Plain text as an Atlassian document, one paragraph a line. */
export const documentOf = (text: string) => ({
  type: "doc",
  version: 1,
  content: text.split("\n").map((line) => ({
    type: "paragraph",
    content: line === "" ? [] : [{ type: "text", text: line }],
  })),
});

/** The text of an Atlassian document, paragraphs on lines of their own. */
export function textOf(node: unknown): string {
  if (typeof node === "string") return node;
  if (!node || typeof node !== "object") return "";
  const { type, text, content } = node as { type?: string; text?: string; content?: unknown };
  if (typeof text === "string") return text;
  if (!Array.isArray(content)) return "";
  return content.map(textOf).join(type === "doc" ? "\n" : "");
}

/** Whether a value can stand as a document: `{ type: "doc", version: 1, content: […] }`. */
export const isDocument = (value: unknown): boolean =>
  !!value &&
  typeof value === "object" &&
  (value as { type?: unknown }).type === "doc" &&
  Array.isArray((value as { content?: unknown }).content);
