import { RECORD_FORMAT } from "./run-record.ts";

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A document of `plimsoll-run/1` as one of this version. A burst that was not shown to be recovered
 * from counted as not recovered from then, whyever it was not shown.
 */
export function liftRun(document: object): Plain {
  const { judgement } = document as Plain;
  const lifted = { ...document, format: RECORD_FORMAT };
  if (!isPlain(judgement) || !Array.isArray(judgement.findings)) return lifted;
  return { ...lifted, judgement: { ...judgement, findings: judgement.findings.map(liftFinding) } };
}

function liftFinding(finding: unknown): unknown {
  if (!isPlain(finding) || finding.kind !== "recovery") return finding;
  const verdict = finding.recoveredAfterMs === null ? "not-recovered" : "recovered";
  return { ...finding, verdict, keptForMs: null };
}
