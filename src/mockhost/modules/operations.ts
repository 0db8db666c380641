import type { Operation } from "../rest/index.ts";

const PATH = "/wiki/rest/atlassian-connect/1/app/module/dynamic";

/** Dynamic modules on Confluence, whose interface table leaves them out. */
export const confluenceModuleOperations: readonly Operation[] = [
  operation("GET", "DynamicModulesResource.getModules_get", 200, ["200", "401"]),
  operation("POST", "DynamicModulesResource.registerModules_post", 200, ["200", "400", "401"]),
  operation("DELETE", "DynamicModulesResource.removeModules_delete", 204, ["204", "401"]),
];

function operation(method: string, id: string, ok: number, statuses: readonly string[]): Operation {
  return { method, path: PATH, operation: id, scope: "NONE", ok, statuses };
}
