export { classifyRequests } from "./classify-requests.ts";
export type { Descriptor, DescriptorProblem, Module } from "./descriptor.ts";
export { fillVariables, type Variables } from "./fill-variables.ts";
export { frameName, frameTemplate, siteVariables, withQuery } from "./frame-template.ts";

export { hostStatusAddress } from "./host-status-address.ts";
export type { JwtClaims } from "./jwt.ts";
export { installKey, installPublicKey, type JwtKey, sharedSecretKey } from "./jwt-key.ts";
export {
  type LifecycleCall,
  type LifecycleEvent,
  lifecycleCalls,
  lifecycleEvents,
} from "./lifecycle-events.ts";
export { lifecyclePayload } from "./lifecycle-payload.ts";
export { type HostProduct, type PageModule, type Place, pageModulesIn } from "./page-module.ts";
export { parseDescriptor } from "./parse-descriptor.ts";
export { parseJson } from "./parse-json.ts";
export { CONTEXT_QSH, canonicalRequest, qsh } from "./qsh.ts";
export { readJwt } from "./read-jwt.ts";
export type { ClassifyRequest } from "./request-kind.ts";
export { routesOf } from "./routes.ts";
export { signature, signJwt } from "./sign-jwt.ts";
export { verifyJwt } from "./verify-jwt.ts";
export { effectiveScopes, versionClass } from "./version-class.ts";
export { isAbsolute, type WebItem, webItemsIn } from "./web-item.ts";
export type { Spot } from "./web-item-spot.ts";
export { issueEventName, webhookEnvelope } from "./webhook-envelope.ts";
