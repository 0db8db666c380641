import type { Operation } from "../rest/index.ts";

const V1 = "/wiki/rest/api";
const CONTENT = `${V1}/content/{id}`;
const ATTACHMENT = `${CONTENT}/child/attachment`;
const RESTRICTION = `${CONTENT}/restriction`;
const RESTRICTED = `${RESTRICTION}/byOperation/{operationKey}`;
const MACRO = `${CONTENT}/history/{version}/macro/id/{macroId}`;
const CONVERT = `${V1}/contentbody/convert/async`;
const SPACE = `${V1}/space/{spaceKey}`;
const WATCH = `${V1}/user/watch`;
const PROPERTIES = "/wiki/rest/atlassian-connect/1/addons/{addonKey}/properties";

type Row = readonly [
  method: string,
  path: string,
  operation: string,
  scope: Operation["scope"],
  ok: number,
];

/** What add-ons still call of REST v1; the table of v2 leaves it out. */
const contentRows: readonly Row[] = [
  ["GET", `${V1}/search`, "searchByCQL", "READ", 200],
  ["GET", `${V1}/search/user`, "searchUser", "READ", 200],
  ["GET", `${V1}/content/search`, "searchContentByCQL", "READ", 200],
  ["GET", `${V1}/content`, "getContent", "READ", 200],
  ["POST", `${V1}/content`, "createContent", "WRITE", 200],
  ["GET", CONTENT, "getContentById", "READ", 200],
  ["PUT", CONTENT, "updateContent", "WRITE", 200],
  ["DELETE", CONTENT, "deleteContent", "DELETE", 204],
  ["GET", `${CONTENT}/history`, "getHistoryForContent", "READ", 200],
  ["POST", `${CONTENT}/version`, "restoreContentVersion", "WRITE", 200],
  ["GET", `${CONTENT}/child`, "getContentChildren", "READ", 200],
  ["GET", `${CONTENT}/child/{type}`, "getContentChildrenByType", "READ", 200],
  ["GET", `${CONTENT}/descendant`, "getContentDescendants", "READ", 200],
  ["GET", `${CONTENT}/descendant/{type}`, "getDescendantsOfType", "READ", 200],
  ["PUT", `${V1}/content/{pageId}/move/{position}/{targetId}`, "movePage", "WRITE", 200],
  ["POST", `${CONTENT}/copy`, "copyPage", "WRITE", 200],
  ["GET", `${CONTENT}/property`, "getV1Properties", "READ", 200],
  ["POST", `${CONTENT}/property`, "createV1Property", "WRITE", 200],
  ["GET", `${CONTENT}/property/{key}`, "getV1Property", "READ", 200],
  ["POST", `${CONTENT}/property/{key}`, "createV1PropertyForKey", "WRITE", 200],
  ["PUT", `${CONTENT}/property/{key}`, "updateV1Property", "WRITE", 200],
  ["DELETE", `${CONTENT}/property/{key}`, "deleteV1Property", "WRITE", 204],
  ["GET", `${CONTENT}/label`, "getLabelsForContent", "READ", 200],
  ["POST", `${CONTENT}/label`, "addLabelsToContent", "WRITE", 200],
  ["DELETE", `${CONTENT}/label`, "removeLabelFromContentUsingQueryParameter", "WRITE", 204],
  ["DELETE", `${CONTENT}/label/{label}`, "removeLabelFromContent", "WRITE", 204],
  ["GET", ATTACHMENT, "getAttachmentsOfContent", "READ", 200],
  ["POST", ATTACHMENT, "createAttachment", "WRITE", 200],
  ["PUT", ATTACHMENT, "createOrUpdateAttachments", "WRITE", 200],
  ["GET", `${ATTACHMENT}/{attachmentId}/download`, "downloadAttachment", "READ", 200],
  ["POST", `${CONTENT}/permission/check`, "checkContentPermission", "READ", 200],
  ["GET", MACRO, "getMacroBodyByMacroId", "READ", 200],
  ["GET", `${MACRO}/convert/{to}`, "getAndConvertMacroBodyByMacroId", "READ", 200],
  ["POST", `${CONVERT}/{to}`, "asyncConvertContentBodyRequest", "READ", 200],
  ["GET", `${CONVERT}/{id}`, "asyncConvertContentBodyResponse", "READ", 200],
  ["GET", `${CONTENT}/state`, "getContentState", "READ", 200],
  ["PUT", `${CONTENT}/state`, "setContentState", "WRITE", 200],
  ["DELETE", `${CONTENT}/state`, "removeContentState", "WRITE", 200],
  ["GET", `${CONTENT}/state/available`, "getAvailableContentStates", "READ", 200],
  ["GET", `${V1}/content-states`, "getCustomContentStates", "READ", 200],
];

const restrictionRows: readonly Row[] = [
  ["GET", RESTRICTION, "getRestrictions", "READ", 200],
  ["POST", RESTRICTION, "addRestrictions", "WRITE", 200],
  ["PUT", RESTRICTION, "updateRestrictions", "WRITE", 200],
  ["DELETE", RESTRICTION, "deleteRestrictions", "WRITE", 200],
  ["GET", `${RESTRICTION}/byOperation`, "getRestrictionsByOperation", "READ", 200],
  ["GET", RESTRICTED, "getRestrictionsForOperation", "READ", 200],
  ["GET", `${RESTRICTED}/user`, "getContentRestrictionStatusForUser", "READ", 200],
  ["PUT", `${RESTRICTED}/user`, "addUserToContentRestriction", "WRITE", 200],
  ["DELETE", `${RESTRICTED}/user`, "removeUserFromContentRestriction", "WRITE", 200],
  [
    "GET",
    `${RESTRICTED}/byGroupId/{groupId}`,
    "getIndividualGroupRestrictionStatusByGroupId",
    "READ",
    200,
  ],
  [
    "PUT",
    `${RESTRICTED}/byGroupId/{groupId}`,
    "addGroupToContentRestrictionByGroupId",
    "WRITE",
    200,
  ],
  [
    "DELETE",
    `${RESTRICTED}/byGroupId/{groupId}`,
    "removeGroupFromContentRestrictionById",
    "WRITE",
    200,
  ],
];

const spaceRows: readonly Row[] = [
  ["GET", `${V1}/space`, "getV1Spaces", "READ", 200],
  ["POST", `${V1}/space`, "createV1Space", "SPACE_ADMIN", 200],
  ["GET", SPACE, "getV1Space", "READ", 200],
  ["PUT", SPACE, "updateV1Space", "SPACE_ADMIN", 200],
  ["DELETE", SPACE, "deleteV1Space", "SPACE_ADMIN", 202],
  ["POST", `${SPACE}/permission`, "addPermissionToSpace", "SPACE_ADMIN", 200],
  ["DELETE", `${SPACE}/permission/{id}`, "removePermission", "SPACE_ADMIN", 204],
  ["GET", `${SPACE}/state`, "getSpaceContentStates", "READ", 200],
  ["GET", `${SPACE}/state/settings`, "getContentStateSettings", "READ", 200],
  ["GET", `${SPACE}/state/content`, "getContentsWithState", "READ", 200],
  ["GET", `${SPACE}/watch`, "getWatchersForSpace", "READ", 200],
  ["GET", `${V1}/longtask/{id}`, "getTask", "READ", 200],
];

const peopleRows: readonly Row[] = [
  ["GET", `${V1}/user`, "getUser", "READ", 200],
  ["GET", `${V1}/user/current`, "getCurrentUser", "READ", 200],
  ["GET", `${V1}/user/bulk`, "getBulkUserLookup", "READ", 200],
  ["GET", `${V1}/user/anonymous`, "getAnonymousUser", "READ", 200],
  ["GET", `${V1}/user/memberof`, "getGroupMembershipsForUser", "READ", 200],
  ["GET", `${V1}/user/email`, "getPrivacyUnsafeUserEmail", "ACCESS_EMAIL_ADDRESSES", 200],
  ["GET", `${V1}/user/email/bulk`, "getPrivacyUnsafeUserEmailBulk", "ACCESS_EMAIL_ADDRESSES", 200],
  ["GET", `${V1}/user/{userId}/property`, "getUserProperties", "READ", 200],
  ["GET", `${V1}/user/{userId}/property/{key}`, "getUserProperty", "READ", 200],
  ["POST", `${V1}/user/{userId}/property/{key}`, "createUserProperty", "WRITE", 201],
  ["PUT", `${V1}/user/{userId}/property/{key}`, "updateUserProperty", "WRITE", 204],
  ["DELETE", `${V1}/user/{userId}/property/{key}`, "deleteUserProperty", "WRITE", 204],
  ["GET", `${V1}/group`, "getGroups", "READ", 200],
  ["GET", `${V1}/group/by-id`, "getGroupByGroupId", "READ", 200],
  ["GET", `${V1}/group/by-name`, "getGroupByQueryParam", "READ", 200],
  ["GET", `${V1}/group/picker`, "searchGroups", "READ", 200],
  ["GET", `${V1}/group/member`, "getMembersByQueryParam", "READ", 200],
  ["GET", `${V1}/group/{groupId}/membersByGroupId`, "getGroupMembersByGroupId", "READ", 200],
  ["GET", `${WATCH}/content/{contentId}`, "getContentWatchStatus", "READ", 200],
  ["POST", `${WATCH}/content/{contentId}`, "addContentWatcher", "WRITE", 204],
  ["DELETE", `${WATCH}/content/{contentId}`, "removeContentWatcher", "WRITE", 204],
  ["GET", `${WATCH}/space/{spaceKey}`, "getSpaceWatchStatus", "READ", 200],
  ["POST", `${WATCH}/space/{spaceKey}`, "addSpaceWatcher", "WRITE", 204],
  ["DELETE", `${WATCH}/space/{spaceKey}`, "removeSpaceWatcher", "WRITE", 204],
  ["GET", `${WATCH}/label/{labelName}`, "getLabelWatchStatus", "READ", 200],
  ["POST", `${WATCH}/label/{labelName}`, "addLabelWatcher", "WRITE", 204],
  ["DELETE", `${WATCH}/label/{labelName}`, "removeLabelWatcher", "WRITE", 204],
  ["GET", `${CONTENT}/notification/created`, "getWatchesForPage", "READ", 200],
  ["GET", `${V1}/settings/systemInfo`, "getSystemInfo", "READ", 200],
];

const propertyRows: readonly Row[] = [
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

export const v1Operations: readonly Operation[] = [
  ...contentRows,
  ...restrictionRows,
  ...spaceRows,
  ...peopleRows,
  ...propertyRows,
].map(([method, path, operation, scope, ok]) => ({
  method,
  path,
  operation,
  scope,
  ok,
  statuses: [String(ok), "400", "401", "403", "404"],
}));
