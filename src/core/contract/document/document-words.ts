/** How problems speak of a document. */
export interface DocumentWords {
  /** "contract", "scenario file" */
  readonly noun: string;
  /** What helps somebody whose document is empty. */
  readonly beginning: string;
  /** What helps somebody whose document is no map. */
  readonly outline: string;
  /** What a document with broken YAML may be compared with. */
  readonly model: string;
}

export const contractWords: DocumentWords = {
  noun: "contract",
  beginning: "Let plimsoll init write a contract to begin with.",
  outline: "Begin with plimsoll: 1, then addon:, sla: and operations:.",
  model: "a contract that plimsoll init writes",
};
