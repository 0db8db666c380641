/** Version of the Connect framework that payloads and addresses name, in the form of the field. */
export const CONNECT_VERSION = "1001.0.0-SNAPSHOT";
