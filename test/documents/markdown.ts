import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** Every Markdown document of the repository, as path and text. */
export const documents = globSync("{*.md,{docs,bench,examples}/**/*.md}", {
  cwd: root,
  exclude: ["**/node_modules/**"],
}).map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

/** A line that a document asks its reader to type, with where it stands. */
export interface ShellLine {
  readonly place: string;
  readonly line: string;
}

/** The commands within ```sh fences; comments and output are not commands. */
export function shellLines(): readonly ShellLine[] {
  return documents.flatMap(({ file, text }) => {
    let fence = "";
    return text.split("\n").flatMap((line, at): ShellLine[] => {
      const mark = /^\s*```(\w*)/.exec(line);
      if (mark) fence = fence === "" ? mark[1] || "text" : "";
      else if (fence === "sh")
        return line
          .replace(/(^|\s)#.*$/, "")
          .split(/\||&&|;/)
          .map((part) => part.trim().replace(/^\$ /, ""))
          .filter((part) => part !== "")
          .map((part) => ({ place: `${file}:${at + 1}`, line: part }));
      return [];
    });
  });
}
