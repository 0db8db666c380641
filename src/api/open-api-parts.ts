import { catalogue } from "../core/errors/index.ts";
import { MOST_ROWS, USUAL_ROWS } from "./pages.ts";

/** A part of an OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

/** An answer of JSON. */
export function json(description: string, schema: Json): Json {
  return { description, content: { "application/json": { schema } } };
}

/** Of queries and headers. */
export const parameters = {
  Addon: {
    name: "addon",
    in: "query",
    description: "Which add-on, where several are watched.",
    schema: { type: "string" },
  },
  Limit: {
    name: "limit",
    in: "query",
    description: "Rows of a page.",
    schema: { type: "integer", minimum: 1, maximum: MOST_ROWS, default: USUAL_ROWS },
  },
  Cursor: {
    name: "cursor",
    in: "query",
    description: "`next` of the page before.",
    schema: { type: "string" },
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "The `ETag` of what you have.",
    schema: { type: "string" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "Chosen by you, new for each command. Asked again with it, the command is not done again; with anything else in the body it is refused.",
    schema: { type: "string" },
  },
} as const;

export const problemResponse: Json = {
  description: "Why it was not done (RFC 9457).",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

export const problemSchema: Json = {
  type: "object",
  required: ["title", "status", "code", "hint"],
  properties: {
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(catalogue) },
    hint: { type: "string", description: "What to do." },
    errors: {
      type: "array",
      description: "Every field that is wrong.",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: {
          pointer: { type: "string", description: "JSON Pointer to it in the body: #/from" },
          detail: { type: "string" },
        },
      },
    },
    problems: {
      type: "array",
      description: "What is wrong in a document that was sent, with its place.",
      items: { type: "object" },
    },
  },
};

export const entrySchema: Json = {
  type: "object",
  required: ["seq", "type", "subject", "at"],
  properties: {
    seq: { type: "integer" },
    type: { type: "string" },
    subject: { type: "string" },
    at: { type: "string", format: "date-time" },
  },
};
