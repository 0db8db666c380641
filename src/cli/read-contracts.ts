import { type Problem, readContract } from "../contract/index.ts";
import type { ContractFile, Terminal } from "./ports.ts";

/** A contract file as it was read: fit for use, or with what is wrong. Warnings may come with both. */
export type ReadFile =
  | (ContractFile & { readonly kind: "contract"; readonly problems: readonly Problem[] })
  | {
      readonly kind: "problems";
      readonly file: string;
      readonly text: string;
      readonly problems: readonly Problem[];
    };

/** A contract is a few kilobytes; what is far beyond is another file, named by mistake. */
const MOST_BYTES = 32 * 1024 * 1024;

/** @throws PlimsollError `file.unreadable` */
export async function readContracts(
  files: readonly string[],
  terminal: Terminal,
): Promise<readonly ReadFile[]> {
  return Promise.all(
    files.map(async (file): Promise<ReadFile> => {
      const text = await terminal.read(file, MOST_BYTES);
      return { ...readContract(text), file, text };
    }),
  );
}
