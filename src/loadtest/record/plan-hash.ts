import { hash } from "node:crypto";
import { canonicalJson } from "../../core/ledger/index.ts";
import type { TestPlan } from "../model/index.ts";
import { publicPlan } from "./public-plan.ts";

/** Hex SHA-256 of the canonical JSON (RFC 8785) of the plan as a record shows it. */
export const planHash = (plan: TestPlan): string => hash("sha256", canonicalJson(publicPlan(plan)));
