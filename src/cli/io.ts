/** Where a command writes: data to stdout, talk to stderr. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
}
