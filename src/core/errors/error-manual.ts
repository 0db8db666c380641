import type { Advice } from "./advice.ts";
import { catalogue } from "./catalogue.ts";

/** The text of `docs/errors.md`: the catalogue as a person reads it. */
export function errorManual(codes: Readonly<Record<string, Advice>> = catalogue): string {
  return `${preface}\n${Object.entries(codes).map(section).join("\n")}`;
}

const preface = `# Errors

Every error has a code that stays the same. The command line shows it in brackets behind the sentence and ends with the
exit code; over HTTP it is the \`code\` of a problem document (RFC 9457) with the status. Problems in a contract are not
errors of this kind: each names its rule, its place and what to write instead.

| exit code | meaning |
|---|---|
| 0 | done; the promise is met |
| 1 | problems were found, or a promise is missed |
| 2 | wrong use: the command, a file or an address is not what it should be |
| 3 | insufficient: there is too little evidence to say |
| 4 | invalid: the test rig, not the system under test, was the limit |
| 5 | refused by a safety rule |
| 70 | a fault of Plimsoll's, or of what it stands on; the stack is kept in a file that the message names |
`;

const section = ([code, { exit, status, meaning, hint }]: [string, Advice]): string => `## ${code}

${meaning} ${hint}

Exit code ${exit}, status ${status}.
`;
