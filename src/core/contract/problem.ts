/** One thing that is wrong with the document, where it is, and what to write instead. */
export interface Problem {
  /** An `error` keeps the contract from being used; a `warning` does not. */
  readonly severity: Severity;
  /** Id of the rule it breaks, such as "shape.unknown-key" or "rto-outlasts-uptime". */
  readonly rule: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** `sla.support.levels.L1`, `operations.probes[0].every`; "" is the whole document. */
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

export type Severity = "error" | "warning";

/** Where a value stands in the document, from its root. */
export type Path = readonly (string | number)[];

/** A problem before its path is turned into a position. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** A finding with the rule that it breaks. */
export interface BrokenRule extends Finding {
  readonly rule: string;
}

/** `operations.probes[0].every` */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
