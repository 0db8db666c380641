/** A seed with every hole filled. */
export interface ContractFacts {
  readonly key: string;
  readonly name: string;
  readonly vendor: string;
  readonly baseUrl: string;
  readonly descriptorPath: string;
  readonly payment: "free" | "paid-via-atlassian";
  readonly timeZone: string;
  readonly effectiveFrom: string;
  readonly calls: ReadonlySet<string>;
  readonly healthPath: string | null;
  readonly command: string | null;
}
