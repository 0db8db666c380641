import * as z from "zod";
import { type Capability, type Command, filtersOf, type List } from "../engine/index.ts";
import { furtherPaths } from "./open-api-further.ts";
import {
  entrySchema,
  type Json,
  json,
  parameters,
  problemResponse,
  problemSchema,
} from "./open-api-parts.ts";

/** Where a command is posted to. */
export const pathOf = (name: string): string => `/api/${name.replace(" ", "/")}`;

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
      ...Object.entries(furtherPaths),
    ]),
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      parameters,
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
      ...Object.keys(parameters)
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
