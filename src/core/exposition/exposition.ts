/** One metric with its samples, as both text formats group them. */
export interface Family {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram" | "info";
  /** Base unit, which the name then ends in. */
  readonly unit: "seconds" | "ratio" | "bytes" | null;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** `_total`, `_bucket`, `_sum`, `_count`, `_info`; "" for a gauge. */
  readonly suffix: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The OpenMetrics text format, families without a sample left out. Source: OpenMetrics 1.0. */
export const openMetrics = (families: readonly Family[]): string =>
  [
    ...filled(families).flatMap(({ name, type, unit, help, samples }) => [
      `# TYPE ${name} ${type}`,
      ...(unit === null ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${escaped(help)}`,
      ...samples.map((sample) => line(name, sample)),
    ]),
    "# EOF",
    "",
  ].join("\n");

/**
 * The older format that every scraper reads: a family is called as its samples are, and there is
 * neither unit nor info. Source: Prometheus text format 0.0.4.
 */
export const prometheusText = (families: readonly Family[]): string =>
  filled(families)
    .flatMap(({ name, type, help, samples }) => {
      const called = type === "counter" ? `${name}_total` : type === "info" ? `${name}_info` : name;
      return [
        `# HELP ${called} ${help.replaceAll("\\", "\\\\").replace(LINE_END, "\\n")}`,
        `# TYPE ${called} ${type === "info" ? "gauge" : type}`,
        ...samples.map((sample) => line(name, sample)),
      ];
    })
    .map((text) => `${text}\n`)
    .join("");

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

const filled = (families: readonly Family[]): readonly Family[] =>
  families.filter(({ samples }) => samples.length > 0);

const line = (name: string, { suffix, labels, value }: Sample): string =>
  `${name}${suffix}${labelText(labels)} ${number(value)}`;

function labelText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const LINE_END = /\r?\n|\r/g;

const escaped = (text: string): string =>
  text.toWellFormed().replaceAll("\\", "\\\\").replaceAll('"', '\\"').replace(LINE_END, "\\n");

/** As the formats write numbers: `+Inf`, `-Inf`, `NaN`. */
export function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
