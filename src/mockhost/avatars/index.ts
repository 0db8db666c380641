export { avatarRoute } from "./avatar-route.ts";
