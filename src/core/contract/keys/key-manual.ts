import { gaps } from "./gaps.ts";
import { type KeyUse, keyUses } from "./key-uses.ts";
import { contractLeaves } from "./leaves-of.ts";

const WORDS: Readonly<Record<KeyUse["use"], string>> = {
  "acted-on": "acted on",
  published: "published",
  checked: "checked",
  unread: "**nothing reads it yet**",
};

/** Every key of a contract as a document: what it is, an example, what becomes of it. */
export function keyManual(): string {
  const rows = contractLeaves().map(([path, { description = "", examples = [] }]) => {
    const example = examples.length === 0 ? "" : `\`${String(examples[0])}\``;
    return `| \`${path}\` | ${description} | ${example} | ${WORDS[keyUses[path]!.use]} |`;
  });
  const lacking = gaps.map(({ path, says }) => `| \`${path}\` | ${says} |`);
  return `# The keys of a contract

What \`plimsoll.yaml\` may hold. \`[]\` stands for an item of a list, \`*\` for a name of yours. What becomes of a key:

- **acted on**: something is measured, judged, started or decided by it;
- **published**: customers read it as it is written;
- **checked**: \`plimsoll check\` holds it against the rest of the contract ([rules](rules.md)), and that is all.

| key | what it is | example | today |
|---|---|---|---|
${rows.join("\n")}

## What is not done yet

\`plimsoll check\` and \`plimsoll up\` say which of these a contract holds.

| part | what becomes of it |
|---|---|
${lacking.join("\n")}
`;
}
