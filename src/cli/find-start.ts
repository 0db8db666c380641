import type { Terminal } from "./ports.ts";

const MOST_BYTES = 1024 * 1024;

/**
 * What starts the add-on in the folder of a contract: the `start` script of its package.json, else
 * the `web` process of its Procfile; undefined where neither says.
 */
export async function findCommandToStart(
  contractFile: string,
  terminal: Pick<Terminal, "read">,
): Promise<string | undefined> {
  const read = (name: string) =>
    terminal.read(besideContract(contractFile, name), MOST_BYTES).catch(() => "");
  return startScript(await read("package.json")) ?? webProcess(await read("Procfile"));
}

/** A file of the folder in which a contract is, or is to be. */
export const besideContract = (contractFile: string, name: string): string =>
  contractFile.replace(/[^/\\]*$/, name);

/** A plain call of Node as it is, without npm around it; anything else by npm, which finds its tools. */
function startScript(text: string): string | undefined {
  const script = scriptIn(text);
  if (script === undefined) return undefined;
  return /^node( [\w./=-]+)+$/.test(script) ? script : "npm start";
}

function scriptIn(text: string): string | undefined {
  try {
    const start: unknown = JSON.parse(text)?.scripts?.start;
    return typeof start === "string" && start.trim() !== "" ? start.trim() : undefined;
  } catch {
    return undefined;
  }
}

const webProcess = (text: string): string | undefined => /^web:[ \t]*(\S.*?)\s*$/m.exec(text)?.[1];
