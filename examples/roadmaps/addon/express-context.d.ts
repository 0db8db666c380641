/** What atlassian-connect-express knows of a request once it has checked the token. */
interface HostContext {
  readonly clientKey: string;
  /** Where the tenant's Jira is. */
  readonly hostBaseUrl: string;
  /** Address of the script that connects a page with the frame around it. */
  readonly hostScriptUrl: string;
  /** A token for calls from the page to this add-on; 15 minutes. */
  readonly token: string;
  readonly userAccountId?: string;
}

declare namespace Express {
  interface Request {
    /** Only read it behind `addon.authenticate`. */
    readonly context: HostContext;
  }
}
