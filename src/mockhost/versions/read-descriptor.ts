import { type Descriptor, type DescriptorProblem, parseDescriptor } from "../../core/host/index.ts";
import { callAddon } from "../lifecycle/index.ts";
import type { World } from "../world/index.ts";

export type ReadDescriptor =
  | { readonly kind: "descriptor"; readonly descriptor: Descriptor }
  | RefusedDescriptor;

export interface RefusedDescriptor {
  readonly kind: "refused";
  /** A sentence that says what is wrong and where. */
  readonly message: string;
  /** Every mistake in the document itself. */
  readonly problems: readonly DescriptorProblem[];
}

const TIMEOUT_MS = 10_000;

/** Fetches a descriptor and checks it as the host would. */
export async function readDescriptor(
  world: World,
  descriptorUrl: string,
  addonKey: string | null,
): Promise<ReadDescriptor> {
  if (!/^https?:\/\//i.test(descriptorUrl) || !URL.canParse(descriptorUrl))
    return refused(`${descriptorUrl} is no http or https address.`);
  const result = await callAddon(world, "descriptor", null, addonKey, {
    method: "GET",
    url: descriptorUrl,
    headers: { accept: "application/json" },
    body: null,
    timeoutMs: TIMEOUT_MS,
  });
  if (result.kind === "failed")
    return refused(
      `There is no descriptor at ${descriptorUrl} (${result.reason}): ${result.detail}`,
    );
  if (result.status !== 200)
    return refused(`${descriptorUrl} answers ${result.status} where a descriptor should be.`);
  const parsed = parseDescriptor(result.body);
  if (parsed.kind === "descriptor") return parsed;
  const mistakes = parsed.problems.map(({ path, message }) => `${path || "it"} ${message}`);
  return refused(
    `The descriptor at ${descriptorUrl} cannot be used: ${mistakes.join("; ")}.`,
    parsed.problems,
  );
}

export const refused = (
  message: string,
  problems: readonly DescriptorProblem[] = [],
): RefusedDescriptor => ({ kind: "refused", message, problems });
