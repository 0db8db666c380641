import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generatedDocuments } from "../../scripts/documents.ts";
import { root } from "./markdown.ts";

const generated = await generatedDocuments();

test.for([...generated.keys()])("%s says what the code says (else: npm run documents)", (file) => {
  expect(readFileSync(join(root, file), "utf8")).toBe(generated.get(file));
});
