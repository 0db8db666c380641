export { effectWords, type Fault, isActive } from "./fault.ts";
export { type Faults, faults } from "./faults.ts";
export { newFault } from "./new-fault.ts";
