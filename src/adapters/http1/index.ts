export { ByteStream, type StreamEvents, sharedReading } from "./byte-stream.ts";
