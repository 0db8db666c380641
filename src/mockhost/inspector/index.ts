export { inspector } from "./inspector.ts";
export type { InspectorParts } from "./parts.ts";
