import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

interface Named {
  readonly name: string;
}

/** What came of a command with --json. */
export interface Answer {
  readonly code: number;
  readonly document: {
    readonly verdict: string;
    readonly error: { readonly code: string; readonly message: string };
    readonly interrupted: boolean;
    readonly reasons: readonly string[];
    readonly addons: readonly {
      readonly key: string;
      readonly current: { readonly kind: string; readonly cause: string | null } | null;
    }[];
    readonly problems: readonly { readonly rule: string }[];
    readonly plan: {
      readonly workload: {
        readonly scenarios: readonly (Named & { readonly steps: readonly Named[] })[];
      };
    };
    readonly outcomes: readonly {
      readonly objective: string;
      readonly tenants: string | null;
      readonly verdict: string;
    }[];
    readonly findings: readonly {
      readonly kind: string;
      readonly resource: string;
      readonly verdict: string;
    }[];
  };
  readonly err: string;
}

/** Runs a command as a person does; `endAfter` is what it says before Ctrl-C. */
export async function plimsoll(
  args: readonly string[],
  endAfter?: RegExp,
  environment: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [join(root, "src/main.ts"), ...args, "--json"], { env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
    if (endAfter?.test(err)) child.kill("SIGINT");
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, document: out === "" ? {} : JSON.parse(out), err } as Answer;
}
