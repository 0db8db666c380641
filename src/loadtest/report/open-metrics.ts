/** One metric family of the OpenMetrics text format. Source: OpenMetrics 1.0. */
export interface Family {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram" | "info";
  /** Base unit, which the name then ends in. */
  readonly unit: "seconds" | "ratio" | null;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** `_total`, `_bucket`, `_sum`, `_count`, `_info`; "" for a gauge. */
  readonly suffix: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The families as text, those without a sample left out; ends as the format demands. */
export const openMetrics = (families: readonly Family[]): string =>
  [...families.filter(({ samples }) => samples.length > 0).flatMap(lines), "# EOF", ""].join("\n");

const lines = ({ name, type, unit, help, samples }: Family): readonly string[] => [
  `# TYPE ${name} ${type}`,
  ...(unit === null ? [] : [`# UNIT ${name} ${unit}`]),
  `# HELP ${name} ${escaped(help)}`,
  ...samples.map((sample) => `${name}${sample.suffix}${labelsOf(sample)} ${number(sample.value)}`),
];

function labelsOf({ labels }: Sample): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replace(/\r?\n|\r/g, "\\n");

/** As the format writes numbers: `+Inf`, `-Inf`, `NaN`. */
export function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
