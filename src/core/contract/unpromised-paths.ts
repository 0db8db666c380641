import type { Contract } from "./contract.ts";

/** Paths that are asked for by whoever watches the add-on, so that no promise is about them. */
export const unpromisedPaths = ({ addon, operations }: Contract): readonly string[] => [
  ...operations.probes.map(({ path }) => path),
  ...(addon.descriptor ? [addon.descriptor] : []),
];
