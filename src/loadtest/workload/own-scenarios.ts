import {
  type BrokenRule,
  type DocumentForm,
  type Problem,
  readDocument,
  readValue,
} from "../../core/contract/index.ts";
import type { Descriptor } from "../../core/host/index.ts";
import { checkScenarios } from "./check-scenarios.ts";
import { type ReadScenarios, scenarioSchema } from "./scenario-schema.ts";

const formFor = (descriptor: Descriptor | null): DocumentForm<ReadScenarios> => ({
  noun: "scenario file",
  beginning: "Begin with scenarios:, a list of names with their steps.",
  outline: "Begin with mode: join, then scenarios:.",
  model: "the example in docs/load-tests.md",
  schema: scenarioSchema,
  check: (scenarios) => checkScenarios(scenarios, descriptor),
});

/** Scenarios that can be used, or all that is wrong with them, at its path. */
export type ScenariosReading =
  | { readonly kind: "value"; readonly value: ReadScenarios }
  | { readonly kind: "misfits"; readonly misfits: readonly BrokenRule[] };

/**
 * Reads scenarios that a module exports, for the add-on that the descriptor tells of. Takes any
 * value and never throws.
 */
export const readScenarios = (value: unknown, descriptor: Descriptor | null): ScenariosReading =>
  readValue(value, formFor(descriptor));

export type ScenarioTextReading =
  | { readonly kind: "value"; readonly value: ReadScenarios }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/** Reads scenarios written in YAML, with line and column of all that is wrong. */
export const readScenarioText = (
  text: string,
  descriptor: Descriptor | null,
): ScenarioTextReading => readDocument(text, formFor(descriptor));
