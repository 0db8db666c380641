import { catalogue, type ErrorCode } from "../core/errors/index.ts";
import type { Refusal } from "../engine/index.ts";

type EffectCode = Extract<ErrorCode, `effect.${string}`>;

export const refuse = (code: EffectCode, message: string): Refusal => ({
  kind: "refused",
  code,
  message,
  hint: catalogue[code].hint,
});
