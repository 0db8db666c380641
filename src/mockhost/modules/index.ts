export { effectiveModules, registeredModules } from "./effective-modules.ts";
export { moduleHandlers } from "./handlers.ts";
export { confluenceModuleOperations } from "./operations.ts";
