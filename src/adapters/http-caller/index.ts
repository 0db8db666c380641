export { type HttpCaller, httpCaller } from "./http-caller.ts";
