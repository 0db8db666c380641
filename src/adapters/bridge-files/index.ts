export { bridgeFiles } from "./bridge-files.ts";
