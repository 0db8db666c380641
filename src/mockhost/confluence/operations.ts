import type { Operation } from "../rest/index.ts";

const V1 = "/wiki/rest/api";
const PROPERTIES = "/wiki/rest/atlassian-connect/1/addons/{addonKey}/properties";

type Row = readonly [
  method: string,
  path: string,
  operation: string,
  scope: Operation["scope"],
  ok: number,
];

/** What add-ons still call of the older interface, which the table of the newer one leaves out. */
const rows: readonly Row[] = [
  ["GET", `${V1}/search`, "searchByCQL", "READ", 200],
  ["GET", `${V1}/content/search`, "searchContentByCQL", "READ", 200],
  ["GET", `${V1}/content`, "getContent", "READ", 200],
  ["POST", `${V1}/content`, "createContent", "WRITE", 200],
  ["GET", `${V1}/content/{id}`, "getContentById", "READ", 200],
  ["PUT", `${V1}/content/{id}`, "updateContent", "WRITE", 200],
  ["DELETE", `${V1}/content/{id}`, "deleteContent", "DELETE", 204],
  ["GET", `${V1}/content/{id}/child/{type}`, "getContentChildrenByType", "READ", 200],
  ["GET", `${V1}/content/{id}/property`, "getOlderProperties", "READ", 200],
  ["POST", `${V1}/content/{id}/property`, "createOlderProperty", "WRITE", 200],
  ["GET", `${V1}/content/{id}/property/{key}`, "getOlderProperty", "READ", 200],
  ["POST", `${V1}/content/{id}/property/{key}`, "createOlderPropertyForKey", "WRITE", 200],
  ["PUT", `${V1}/content/{id}/property/{key}`, "updateOlderProperty", "WRITE", 200],
  ["DELETE", `${V1}/content/{id}/property/{key}`, "deleteOlderProperty", "WRITE", 204],
  ["GET", `${V1}/space`, "getOlderSpaces", "READ", 200],
  ["GET", `${V1}/space/{spaceKey}`, "getOlderSpace", "READ", 200],
  ["GET", `${V1}/content/{id}/label`, "getLabelsForContent", "READ", 200],
  ["POST", `${V1}/content/{id}/label`, "addLabelsToContent", "WRITE", 200],
  ["DELETE", `${V1}/content/{id}/label`, "removeLabelFromContentUsingQueryParameter", "WRITE", 204],
  ["DELETE", `${V1}/content/{id}/label/{label}`, "removeLabelFromContent", "WRITE", 204],
  ["GET", `${V1}/content/{id}/child/attachment`, "getAttachmentsOfContent", "READ", 200],
  ["POST", `${V1}/content/{id}/child/attachment`, "createAttachment", "WRITE", 200],
  ["PUT", `${V1}/content/{id}/child/attachment`, "createOrUpdateAttachments", "WRITE", 200],
  [
    "GET",
    `${V1}/content/{id}/child/attachment/{attachmentId}/download`,
    "downloadAttachment",
    "READ",
    200,
  ],
  ["POST", `${V1}/content/{id}/permission/check`, "checkContentPermission", "READ", 200],
  ["GET", `${V1}/user`, "getUser", "READ", 200],
  ["GET", `${V1}/user/current`, "getCurrentUser", "READ", 200],
  ["GET", `${V1}/settings/systemInfo`, "getSystemInfo", "READ", 200],
  ["GET", PROPERTIES, "AddonPropertiesResource.getAddonProperties_get", "NONE", 200],
  [
    "GET",
    `${PROPERTIES}/{propertyKey}`,
    "AddonPropertiesResource.getAddonProperty_get",
    "NONE",
    200,
  ],
  [
    "PUT",
    `${PROPERTIES}/{propertyKey}`,
    "AddonPropertiesResource.putAddonProperty_put",
    "NONE",
    200,
  ],
  [
    "DELETE",
    `${PROPERTIES}/{propertyKey}`,
    "AddonPropertiesResource.deleteAddonProperty_delete",
    "NONE",
    204,
  ],
];

export const olderOperations: readonly Operation[] = rows.map(
  ([method, path, operation, scope, ok]) => ({
    method,
    path,
    operation,
    scope,
    ok,
    statuses: [String(ok), "400", "401", "403", "404"],
  }),
);
