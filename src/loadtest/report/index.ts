export { comparisonReport } from "./comparison-report.ts";
export { comparisonText } from "./comparison-text.ts";
export { htmlReport } from "./html-report.ts";
export { junitXml } from "./junit-xml.ts";
export { otlpMetrics } from "./otlp-metrics.ts";
export { prometheusText } from "./prometheus-text.ts";
export { errorRows, resentLine, textReport } from "./text-report.ts";
