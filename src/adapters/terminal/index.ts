export { processTerminal } from "./process-terminal.ts";
