import * as z from "zod";
import { written } from "../../core/contract/index.ts";
import { parsePattern } from "./parse-pattern.ts";
import { parseRequest } from "./parse-request.ts";
import { parseThink } from "./parse-think.ts";

const text = (description: string, example: string, longest = 200) =>
  z
    .string()
    .regex(/^\P{Cc}+$/u)
    .max(longest)
    .meta({ description, examples: [example] });

const name = z
  .string()
  .regex(/^[A-Za-z][\w.-]{0,63}$/)
  .meta({ description: "A name that later texts use as {name}.", examples: ["item"] });

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/)
  .meta({ examples: ["accept"] });

const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e]{0,4000}$/)
  .meta({ description: "In ASCII.", examples: ["application/json"] });

const pattern = written(parsePattern, {
  description: "Its first group, or where it has none all that it matches, is taken.",
  examples: ['"id":"([^"]+)"'],
});

const extraction = z.strictObject({
  header: headerName.optional().meta({
    description: "The header that is searched; the body where none is named.",
    examples: ["location"],
  }),
  pattern,
});

const checks = z.strictObject({
  status: z
    .array(z.int().min(100).max(599))
    .min(1)
    .max(20)
    .optional()
    .meta({ description: "The statuses that are right.", examples: [[200, 201]] }),
  contains: z
    .array(text("Text that the body must hold.", "roadmap", 1000))
    .min(1)
    .max(20)
    .optional()
    .meta({ description: "Texts that the body must hold.", examples: [["roadmap"]] }),
});

const MOST_BODY = 100_000;

const step = z.strictObject({
  name: text(
    "What its figures are called; the request itself without it.",
    "open the board",
  ).optional(),
  page: text(
    "Key of a module of the descriptor: its page is loaded as the host does.",
    "roadmap",
    100,
  ).optional(),
  request: written(parseRequest, {
    description: "Method, and path with query below the add-on's address.",
    examples: ["GET /items/{item}"],
  }).optional(),
  think: written(parseThink, {
    description: "Waited before it.",
    examples: ["exponential 2s", "2s"],
  }).optional(),
  proof: z
    .enum(["none", "query", "header", "context"])
    .optional()
    .meta({
      description:
        "How it proves who asks: as a page load, as the host's call, as a page's own call.",
      examples: ["context"],
    }),
  indicator: z
    .enum(["ui", "service", "install", "webhook", "iframe", "none"])
    .optional()
    .meta({
      description:
        "Whose promises it is judged by; without it, what the descriptor says of the path.",
      examples: ["service"],
    }),
  headers: z
    .record(headerName, headerValue)
    .optional()
    .meta({ examples: [{ accept: "text/html" }] }),
  body: z
    .string()
    .max(MOST_BODY)
    .optional()
    .meta({ description: "As it is sent.", examples: ["a=1"] }),
  json: z.unknown().optional().meta({ description: "A body that is sent as JSON." }),
  take: z
    .record(name, extraction)
    .optional()
    .meta({ description: "What later steps use of the answer.", examples: [{ item: {} }] }),
  checks: checks.optional().meta({ description: "What must hold of the answer." }),
});

const weight = z
  .number()
  .positive()
  .max(1_000_000)
  .meta({ description: "Of the sessions, next to the other scenarios.", examples: [10] });

const scenario = z.strictObject({
  name: text("Unique.", "plan a quarter"),
  weight: weight.prefault(1),
  steps: z.array(step).min(1).max(100).meta({ description: "One after another." }),
});

/** What a file of own scenarios may hold; the same for YAML and TypeScript. */
export const scenarioSchema = z
  .strictObject({
    mode: z
      .enum(["join", "replace"])
      .prefault("join")
      .meta({ description: "Whether the derived scenarios stay.", examples: ["join"] }),
    share: z
      .number()
      .positive()
      .max(1)
      .prefault(0.5)
      .meta({ description: "Of all sessions, where they join the derived ones.", examples: [0.5] }),
    pageCalls: z
      .array(step)
      .max(20)
      .prefault([])
      .meta({ description: "What every derived page asks its own server for once it is there." }),
    scenarios: z.array(scenario).max(200).prefault([]).meta({ description: "What sessions do." }),
  })
  .meta({ title: "Plimsoll scenarios" });

/** A file of scenarios as people write it. */
export type WrittenScenarios = z.input<typeof scenarioSchema>;
/** The same once it is read. */
export type ReadScenarios = z.output<typeof scenarioSchema>;
type ReadScenario = ReadScenarios["scenarios"][number];
export type ReadStep = ReadScenario["steps"][number];
