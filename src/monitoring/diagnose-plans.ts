import type { Contract } from "../core/contract/index.ts";
import type { Diagnostics, Observation } from "../core/diagnostics/index.ts";
import type { OwnNetwork } from "./own-network.ts";

/** The only place from which anybody probes so far. */
const LOCAL = "local";

/** Places of a contract from which nobody checks: its paths are never seen from there. */
export const unseenPlaces = ({
  addon,
  operations,
}: Pick<Contract, "addon" | "operations">): readonly Observation[] =>
  operations.probes.flatMap(({ path, from }) =>
    from
      .filter((place) => place !== LOCAL)
      .map((place) => ({
        kind: "probe" as const,
        subject: `${addon.key} ${place} ${path}`,
        cause: "nobody checks from there",
        message: `Nobody checks ${path} of ${addon.key} from ${place}: only this machine checks, as ${LOCAL}.`,
      })),
  );

/**
 * Says that an add-on answers while nobody answers who is to tell whether the network works: were
 * the add-on to fall silent then, it would be taken for the network's fault.
 */
export function diagnoseNetwork(
  { report, resolve }: Pick<Diagnostics, "report" | "resolve">,
  addon: string,
  network: OwnNetwork,
): void {
  const subject = `${addon} connectivity`;
  if (network.kind === "away")
    report({
      kind: "probe",
      subject,
      cause: network.reason,
      message: `Whether the network works cannot be told (${network.reason}), though ${addon} answers: were it to fall silent now, that would not count. Name another address in operations.connectivity.`,
    });
  else
    resolve(
      "probe",
      subject,
      (_, lasted) => `Whether the network works can be told again for ${addon}, after ${lasted}.`,
    );
}
