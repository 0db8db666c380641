import * as z from "zod";
import { catalogue } from "../core/errors/index.ts";
import { type Capability, type Command, filtersOf, type List } from "../engine/index.ts";
import { MOST_ROWS, USUAL_ROWS } from "./pages.ts";

/** Where a command is posted to. */
export const pathOf = (name: string): string => `/api/${name.replace(" ", "/")}`;

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 of every command and list; `version` is Plimsoll's own. */
export function openApi(capabilities: readonly Capability[], version: string): Json {
  const commands = capabilities.flatMap(({ commands }) => commands);
  const lists = capabilities.flatMap(({ lists }) => lists);
  return {
    openapi: "3.1.1",
    info: {
      title: "Plimsoll",
      version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description:
        "What `plimsoll NOUN VERB` does, over HTTP, on the private listener. Every request shows a key; `plimsoll key create` makes one.",
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }],
    tags: nounsOf(commands, lists).map((name) => ({ name })),
    paths: Object.fromEntries([
      ...lists.map((list) => [`/api/${list.noun}`, { get: listOperation(list) }]),
      ...commands.map((command) => [pathOf(command.name), { post: commandOperation(command) }]),
      ["/api/guide", { get: guideOperation }],
      ["/api/session", { post: sessionOperation }],
    ]),
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      parameters: PARAMETERS,
      responses: { Problem: problemResponse },
      schemas: { Problem: problemSchema, Entry: entrySchema },
    },
  };
}

const nounsOf = (commands: readonly Command[], lists: readonly List[]): readonly string[] => [
  ...new Set([
    ...commands.map(({ name }) => name.split(" ")[0]!),
    ...lists.map(({ noun }) => noun),
  ]),
];

/** Of a part of the document, which says by itself which dialect it is in. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

function commandOperation({
  name,
  about,
  scope,
  input,
  examples,
  secretOf,
  details,
}: Command): Json {
  const [noun, verb] = name.split(" ");
  const { properties = {}, ...schema } = schemaOf(input, "input");
  const addon = { type: "string", description: "Which add-on, where several are watched." };
  return {
    tags: [noun],
    operationId: `${noun}.${verb}`,
    summary: about,
    description: `Takes the scope ${scope}. On the command line: ${examples.map(({ line }) => `\`${line}\``).join(", ") || `\`plimsoll ${name}\``}.`,
    parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            ...schema,
            properties: { ...(properties as Json), addon },
            additionalProperties: false,
          },
        },
      },
    },
    responses: {
      200: json("What was done.", {
        type: "object",
        required: ["kind", "said", "repeated", "entries"],
        properties: {
          kind: { const: "done" },
          said: { type: "string", description: "What was done, in a sentence." },
          repeated: {
            type: "boolean",
            description: "It had been done before for the same key, and was not done again.",
          },
          entries: { type: "array", items: { $ref: "#/components/schemas/Entry" } },
          ...(details === undefined
            ? {}
            : { details: { type: "object", description: `{ ${details.example} }` } }),
          ...(secretOf === undefined
            ? {}
            : { secret: { type: "string", description: "Shown this once; not in a repeat." } }),
        },
      }),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function listOperation(list: List): Json {
  const { noun, about, scope, row } = list;
  return {
    tags: [noun],
    operationId: `${noun}.list`,
    summary: about,
    description: `Takes the scope ${scope}.`,
    parameters: [
      ...Object.keys(PARAMETERS)
        .filter((name) => name !== "IdempotencyKey")
        .map((name) => ({ $ref: `#/components/parameters/${name}` })),
      ...filtersOf(list).map(({ name, description }) => ({
        ...{ name, in: "query", description, schema: { type: "string" } },
      })),
    ],
    responses: {
      200: {
        ...json("A page of rows.", {
          type: "object",
          required: ["rows", "next"],
          properties: {
            rows: { type: "array", items: schemaOf(row, "output") },
            next: {
              type: ["string", "null"],
              description: "The cursor of the next page; null: this is the last.",
            },
          },
        }),
        headers: { ETag: { schema: { type: "string" } } },
      },
      304: { description: "Nothing has changed since." },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

const guideOperation: Json = {
  tags: ["guide"],
  operationId: "guide.list",
  summary: "How each add-on stands to the recommendations of the operations guide.",
  parameters: [{ $ref: "#/components/parameters/Addon" }],
  responses: {
    200: json("Each add-on with its rows.", {
      type: "object",
      required: ["addons"],
      properties: { addons: { type: "array", items: { type: "object" } } },
    }),
    default: { $ref: "#/components/responses/Problem" },
  },
};

const sessionOperation: Json = {
  tags: ["session"],
  operationId: "session.link",
  summary: "A link that opens the private pages in a browser once, for whoever's key was shown.",
  responses: {
    200: json("Where the link leads.", {
      type: "object",
      required: ["path"],
      properties: { path: { type: "string", description: "Below the address of this listener." } },
    }),
    default: { $ref: "#/components/responses/Problem" },
  },
};

function json(description: string, schema: Json): Json {
  return { description, content: { "application/json": { schema } } };
}

const PARAMETERS = {
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

const problemResponse: Json = {
  description: "Why it was not done (RFC 9457).",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const problemSchema: Json = {
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

const entrySchema: Json = {
  type: "object",
  required: ["seq", "type", "subject", "at"],
  properties: {
    seq: { type: "integer" },
    type: { type: "string" },
    subject: { type: "string" },
    at: { type: "string", format: "date-time" },
  },
};
