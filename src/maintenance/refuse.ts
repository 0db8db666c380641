import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import type { Refusal } from "../engine/index.ts";

type MaintenanceCode = Extract<ErrorCode, `maintenance.${string}`>;

export const refuse = (
  code: MaintenanceCode,
  message: string,
  hint: string = catalogue[code].hint,
): Refusal => ({ kind: "refused", code, message, hint });
