import { parseJson } from "../../core/host/index.ts";
import type { Body } from "./model/content.ts";

export type BodyRead =
  | { readonly kind: "body"; readonly body: Body }
  | { readonly kind: "refused"; readonly message: string };

const EMPTY: Body = { representation: "storage", value: "" };

/**
 * A body as the interface takes it: `{ representation, value }`, or nested under the
 * representation's name. Nothing at all is an empty body.
 */
export function readBody(
  given: unknown,
  known: readonly Body["representation"][] = ["storage", "atlas_doc_format"],
): BodyRead {
  if (given === undefined || given === null) return { kind: "body", body: EMPTY };
  if (typeof given !== "object") return refused("The body must be an object.");
  const named = Object.values(given).find((part) => part !== null && typeof part === "object");
  const { representation, value } = (named ?? given) as Record<string, unknown>;
  const written = known.find((name) => name === representation);
  if (!written)
    return refused(
      `Provided value {${String(representation)}} for 'representation' is not supported. Use ${known.join(" or ")}.`,
    );
  if (typeof value !== "string") return refused("The body must have a 'value' that is text.");
  if (written === "atlas_doc_format" && !isDocument(value))
    return refused("The body is no valid Atlassian document.");
  return { kind: "body", body: { representation: written, value } };
}

const refused = (message: string): BodyRead => ({ kind: "refused", message });

function isDocument(value: string): boolean {
  try {
    const { type, content } = parseJson(value) as { type?: unknown; content?: unknown };
    return type === "doc" && Array.isArray(content);
  } catch {
    return false;
  }
}
