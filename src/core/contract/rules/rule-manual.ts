import { allRules } from "./all-rules.ts";

/** Every coherence rule as a document: id, severity, what it asks for, source. */
export function ruleManual(): string {
  const rows = allRules.map(
    ({ id, severity, asks, source }) => `| \`${id}\` | ${severity} | ${asks} | ${source} |`,
  );
  return `# What a contract is checked for

\`plimsoll check\` names everything that is wrong with a contract at once, each with the id of a rule.
Ids that begin with \`text.\` are about the YAML, those that begin with \`shape.\` about keys and
values that a contract does not know; all of them are errors. The rules below are about figures that
do not go together, although each of them is well formed.

An error keeps the contract from being used: it contradicts itself, or cannot be kept or judged
whatever happens. A warning does not: the contract can be kept, but only with luck, or at a price.
What a contract leaves out is missed once the document as a whole fits. What becomes of each key is in
[contract-keys.md](contract-keys.md).

| rule | severity | asks for | source |
|---|---|---|---|
${rows.join("\n")}
`;
}
