import { Hono } from "hono";
import type { Statement, Verdict } from "../slo/index.ts";

/** What the private listener needs of the world. */
export interface PrivateDoor {
  /** The statement of each add-on as it is published now. */
  readonly statements: () => Promise<readonly Statement[]>;
  readonly version: string;
  readonly residentBytes: () => number;
}

/** For the vendor's own tools, on loopback: `/metrics` in the Prometheus text format, `/health`. */
export function privateRoutes({ statements, version, residentBytes }: PrivateDoor): Hono {
  const app = new Hono();
  app.get("/", (c) => c.text("Plimsoll, private listener: /metrics /health\n"));
  app.get("/health", (c) => c.json({ status: "pass", version }));
  app.get("/metrics", async (c) => {
    const families = [...objectiveFamilies(await statements()), resident(residentBytes(), version)];
    return c.body(families.map(familyText).join(""), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
    });
  });
  return app;
}

/** A metric with its samples, as the text format groups them. */
interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

const verdictValue: Readonly<Record<Verdict, number>> = { met: 1, missed: 0, insufficient: -1 };

function objectiveFamilies(statements: readonly Statement[]): Family[] {
  const accounts = statements.flatMap(({ addon, objectives }) =>
    objectives.map((account) => ({ labels: { addon, objective: account.id }, account })),
  );
  return [
    {
      name: "plimsoll_objective_verdict",
      help: "1 met, 0 missed, -1 insufficient, for the period that is running.",
      samples: accounts.map(({ labels, account }) => [labels, verdictValue[account.verdict]]),
    },
    {
      name: "plimsoll_objective_events",
      help: "Events of the period that the verdict rests on.",
      samples: accounts.map(({ labels, account }) => [labels, account.events]),
    },
    {
      name: "plimsoll_objective_budget_spent_ratio",
      help: "Share of the period's error budget that is spent; above 1 when overspent.",
      samples: accounts.flatMap(({ labels, account }) =>
        account.budget ? [[labels, account.budget.share] as const] : [],
      ),
    },
  ];
}

const resident = (bytes: number, version: string): Family => ({
  name: "plimsoll_process_resident_memory_bytes",
  help: "Resident memory of Plimsoll.",
  samples: [[{ version }, bytes]],
});

const familyText = ({ name, help, samples }: Family): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples.map(([labels, value]) => `${name}{${labelText(labels)}} ${value}\n`).join("")}`;

const labelText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${value.replace(/[\\"\n]/g, (c) => (c === "\n" ? "\\n" : `\\${c}`))}"`,
    )
    .join(",");
