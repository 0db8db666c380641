export { htmlReport } from "./html-report.ts";
