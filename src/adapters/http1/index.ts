export { ByteStream, type StreamEvents, sharedReading } from "./byte-stream.ts";
export { type Field, HeadReader } from "./head-reader.ts";
export { plainValues } from "./plain-values.ts";
