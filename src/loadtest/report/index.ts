export { htmlReport } from "./html-report.ts";
export { junitXml } from "./junit-xml.ts";
export { otlpMetrics } from "./otlp-metrics.ts";
export { prometheusText } from "./prometheus-text.ts";
export { type ReportPaint, textReport } from "./text-report.ts";
