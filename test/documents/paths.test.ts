import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { documents, root } from "./markdown.ts";

/** Paths in backticks below a folder of the repository; those with a placeholder name no one file. */
const CITED = /`((?:src|test|docs|bench|scripts|bin|examples|console)\/[^`\s]*)`/g;
const LINKED = /\]\((?![a-z]+:|#)([^)#\s]+)/g;

test.for(documents)("$file names only paths that exist", ({ file, text }) => {
  const cited = [...text.matchAll(CITED)].map(([, path]) => join(root, path!));
  const linked = [...text.matchAll(LINKED)].map(([, path]) => join(root, dirname(file), path!));
  const missing = [...cited, ...linked]
    .filter((path) => !/[*<>{}…]/.test(path))
    .filter((path) => !existsSync(path.replace(/:\d+$/, "")));
  expect(missing).toEqual([]);
});
