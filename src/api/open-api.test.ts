import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { capabilities } from "../cli/index.ts";
import { openApi } from "./open-api.ts";

type Operations = Record<string, Record<string, { operationId: string; security?: unknown }>>;
const document = openApi(capabilities, "1.2.3");
const paths = document.paths as Operations;

test("every command and list of every capability is described once", () => {
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(described).toEqual(
    expect.arrayContaining([
      "post /api/maintenance/announce",
      "get /api/maintenance",
      "post /api/key/create",
      "get /api/guide",
    ]),
  );
  const ids = Object.values(paths).flatMap((one) =>
    Object.values(one).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("a command's body is described by its own schema, beside the add-on", () => {
  const { requestBody } = paths["/api/maintenance/announce"]!.post as unknown as {
    requestBody: { content: { "application/json": { schema: Record<string, unknown> } } };
  };
  expect(requestBody.content["application/json"].schema).toMatchObject({
    type: "object",
    required: ["reason"],
    additionalProperties: false,
    properties: {
      reason: { type: "string", description: "What customers are told that it is for." },
      late: { type: "boolean", default: false },
      addon: { type: "string" },
    },
  });
});

test("every reference leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(5);
  for (const [, path] of references) {
    const found = path!
      .split("/")
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], document);
    expect(found, path).toBeDefined();
  }
});

test("it is an OpenAPI document, by the schema that its authors publish", async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(JSON.stringify(document)));
  expect(result).toEqual({ valid: true });
  const broken = { ...document, info: {} };
  expect((await validator.validate(JSON.parse(JSON.stringify(broken)))).valid).toBe(false);
});
