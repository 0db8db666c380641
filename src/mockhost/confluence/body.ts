import type { Body } from "./content.ts";

export type BodyFormat = "storage" | "atlas_doc_format" | "view";

/** A body in the format that was asked for. What the formats do not share is lost, as text never is. */
export function bodyIn(format: BodyFormat, body: Body): string {
  if (format === body.representation) return body.value;
  if (format === "atlas_doc_format") return JSON.stringify(documentOf(body.value));
  const storage = storageOf(body);
  return format === "storage" ? storage : storage.replace(/<\/?(?:ac|ri|at):[^>]*>/g, "");
}

/** The plain text of a body, a paragraph a line. */
export const textOf = (body: Body): string =>
  plainText(
    storageOf(body)
      .replace(/<\/(?:p|h[1-6]|li|tr|ac:task)>|<br\s*\/?>/g, "\n")
      .replace(/<ac:task-(?:id|status|uuid)>[^<]*<\/ac:task-(?:id|status|uuid)>/g, "")
      .replace(/<[^>]*>/g, ""),
  ).trim();

export const storageOf = ({ representation, value }: Body): string =>
  representation === "storage" ? value : storageOfNode(parsed(value));

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

const elements: Readonly<Record<string, string>> = {
  paragraph: "p",
  bulletList: "ul",
  orderedList: "ol",
  listItem: "li",
  blockquote: "blockquote",
  table: "table",
  tableRow: "tr",
  tableCell: "td",
  tableHeader: "th",
};

function storageOfNode(node: unknown): string {
  if (!node || typeof node !== "object") return "";
  const { type, text, attrs, content } = node as {
    type?: string;
    text?: unknown;
    attrs?: { level?: unknown };
    content?: unknown;
  };
  if (type === "text") return escaped(String(text ?? ""));
  if (type === "hardBreak") return "<br />";
  const inside = Array.isArray(content) ? content.map(storageOfNode).join("") : "";
  const level = Number(attrs?.level);
  const element = type === "heading" ? `h${level >= 1 && level <= 6 ? level : 1}` : undefined;
  const tag = element ?? elements[type ?? ""];
  return tag ? `<${tag}>${inside}</${tag}>` : inside;
}

/** Headings and paragraphs; everything else becomes paragraphs of its text. */
function documentOf(storage: string) {
  const blocks = [...storage.matchAll(/<(p|h[1-6]|li)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/g)];
  const found =
    blocks.length > 0 ? blocks.map(([, tag, inner]) => [tag!, inner!]) : [["p", storage]];
  return {
    type: "doc",
    version: 1,
    content: found.map(([tag, inner]) => {
      const text = textOf({ representation: "storage", value: inner! });
      const content = text === "" ? [] : [{ type: "text", text }];
      return tag!.startsWith("h")
        ? { type: "heading", attrs: { level: Number(tag![1]) }, content }
        : { type: "paragraph", content };
    }),
  };
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const characters: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  apos: "'",
};

const plainText = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|nbsp|apos);/g, (_, name: string) => characters[name]!);
