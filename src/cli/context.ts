/** The world as the commands see it; handed in, so that nothing below `main.ts` touches `process`. */
export interface Context {
  /** Results. Resolves when all is handed over: a slow reader is waited for. */
  readonly write: (text: Iterable<string>) => Promise<void>;
  /** Messages for the person at the terminal; never part of a result. */
  readonly note: (line: string) => void;
  /** One line that replaces the last one; does nothing where nobody watches. */
  readonly progress: (line: string) => void;
  /** Whether results go to a terminal that shows colour. */
  readonly colour: boolean;
  /** Width of that terminal in characters. */
  readonly columns: number;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Wall clock: only ever the start of a live collection. */
  readonly now: () => Date;
}
