/** One thing that Plimsoll needs and whether it has it. */
export interface HealthCheck {
  /** "component:measure", such as "store:writable". */
  readonly name: string;
  readonly status: HealthStatus;
  /** What is wrong, for a person; "" while nothing is. */
  readonly output: string;
  /** What was measured; null, or left out: nothing is. */
  readonly observed?: { readonly value: number; readonly unit: string } | null;
}

type HealthStatus = "pass" | "warn" | "fail";

export interface HealthDocument {
  readonly status: HealthStatus;
  readonly version: string;
  readonly serviceId: "plimsoll";
  readonly description: string;
  readonly checks: Readonly<Record<string, readonly object[]>>;
}

/** The health of Plimsoll itself, as draft-inadarei-api-health-check-06 words it. */
export function healthDocument(
  version: string,
  checks: readonly HealthCheck[],
  time: string,
): HealthDocument {
  const rows = checks.map(({ name, status, output, observed = null }) => {
    const measured = observed && { observedValue: observed.value, observedUnit: observed.unit };
    const said = output === "" ? {} : { output };
    const row = { componentType: "component", ...measured, status, time, ...said };
    return [name, [row]] as const;
  });
  return {
    status: worstOf(checks.map(({ status }) => status)),
    version,
    serviceId: "plimsoll",
    description: "Plimsoll itself; the add-ons it watches are on the status page.",
    checks: Object.fromEntries(rows),
  };
}

const worstOf = (statuses: readonly HealthStatus[]): HealthStatus =>
  (["fail", "warn"] as const).find((status) => statuses.includes(status)) ?? "pass";
