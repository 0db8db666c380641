import { parseJson } from "../../../core/host/index.ts";
import { escaped } from "../../world/index.ts";
import type { Body } from "./content.ts";
import { blocksOf } from "./markup.ts";

export type BodyFormat = "storage" | "atlas_doc_format" | "view" | "raw";

/** By what REST v1 calls the formats, how bodies are then written. */
export const v1Formats: Readonly<Record<string, BodyFormat>> = {
  storage: "storage",
  view: "view",
  export_view: "view",
  styled_view: "view",
  anonymous_export_view: "view",
  editor: "storage",
  atlas_doc_format: "atlas_doc_format",
};

/** A body in the format that was asked for. What the formats do not share is lost, as text never is. */
export function bodyIn(format: BodyFormat, body: Body): string {
  if (format === body.representation) return body.value;
  if (format === "atlas_doc_format") return JSON.stringify(documentOf(storageOf(body)));
  const storage = storageOf(body);
  return format === "storage" || format === "raw"
    ? storage
    : storage.replace(/<\/?(?:ac|ri|at):[^<>]*>/g, "");
}

/** The plain text of a body, a paragraph a line. */
export const textOf = (body: Body): string =>
  blocksOf(storageOf(body))
    .map(({ text }) => text)
    .join("\n");

export const storageOf = ({ representation, value }: Body): string =>
  representation === "atlas_doc_format" ? storageOfNode(parsed(value)) : value;

function parsed(value: string): unknown {
  try {
    return parseJson(value);
  } catch {
    return null;
  }
}

/** Deeper than anybody writes; what is below is left out. */
const MOST_NESTED = 100;

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

function storageOfNode(node: unknown, depth = 0): string {
  if (!node || typeof node !== "object" || depth > MOST_NESTED) return "";
  const { type, text, attrs, content } = node as {
    type?: string;
    text?: unknown;
    attrs?: { level?: unknown };
    content?: unknown;
  };
  if (type === "text") return escaped(String(text ?? ""));
  if (type === "hardBreak") return "<br />";
  const inside = Array.isArray(content)
    ? content.map((part) => storageOfNode(part, depth + 1)).join("")
    : "";
  const level = Number(attrs?.level);
  const element = type === "heading" ? `h${level >= 1 && level <= 6 ? level : 1}` : undefined;
  const tag = element ?? elements[type ?? ""];
  return tag ? `<${tag}>${inside}</${tag}>` : inside;
}

/** Headings and paragraphs; everything else becomes paragraphs of its text. */
const documentOf = (storage: string) => ({
  type: "doc",
  version: 1,
  content: blocksOf(storage).map(({ tag, text }) => {
    const content = [{ type: "text", text }];
    return tag === "p"
      ? { type: "paragraph", content }
      : { type: "heading", attrs: { level: Number(tag[1]) }, content };
  }),
});
