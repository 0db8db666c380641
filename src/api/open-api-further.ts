import { type Json, json } from "./open-api-parts.ts";

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

const linkOperation: Json = {
  tags: ["link"],
  operationId: "link.make",
  summary:
    "A link on the public listener by which somebody else may do once what your key may, without a key.",
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: {
          type: "object",
          required: ["command", "person"],
          additionalProperties: false,
          properties: {
            command: { type: "string", description: "maintenance end" },
            input: { type: "object", description: "The fields of the command." },
            addon: {
              type: ["string", "null"],
              description: "Which add-on, where several are watched.",
            },
            person: {
              type: "string",
              description:
                "Whom it is for, as the ledger will say: an id, never a name or an address.",
            },
            expires: { type: "string", default: "24h" },
          },
        },
      },
    },
  },
  responses: {
    200: json("The link.", {
      type: "object",
      required: ["path", "url", "expiresAt"],
      properties: {
        path: { type: "string", description: "For the public name of your status page." },
        url: { type: "string", description: "By the address that the public listener has." },
        expiresAt: { type: "string", format: "date-time" },
      },
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

/** What is no command and no list of a capability. */
export const furtherPaths: Readonly<Record<string, Json>> = {
  "/api/guide": { get: guideOperation },
  "/api/link": { post: linkOperation },
  "/api/session": { post: sessionOperation },
};
