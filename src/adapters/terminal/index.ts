export { fetchText } from "./fetch-text.ts";
export { processTerminal } from "./process-terminal.ts";
