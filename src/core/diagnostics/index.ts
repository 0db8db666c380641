export type { Diagnostic, Observation } from "./diagnostic.ts";
export { diagnosticKinds } from "./diagnostic.ts";
export { type DiagnosticLine, type Diagnostics, diagnostics } from "./diagnostics.ts";
