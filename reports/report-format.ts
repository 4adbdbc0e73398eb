import type { AuditResult, ReportFile } from '../src/model/report.ts';

/** How text meant for people is laid out. Formats for programs take no notice of it. */
export interface TextOptions {
  /** Columns of the terminal; less than 60 counts as 60, more than 160 as 160. */
  readonly width: number;
  /** Whether to colour: a terminal that is asked for it. The command decides, by TTY and NO_COLOR. */
  readonly colour: boolean;
  /** Identities that the summary lists; default 10. */
  readonly top?: number;
  /** Whether the summary lists people as well; default: non-human identities alone. */
  readonly people?: boolean;
  /** Arguments after which `nhi-audit explain <identity>` finds the same facts: `['--demo']`, `['export.json']`. */
  readonly sourceArguments?: readonly string[];
  /** Files that the facts were read from, as the user wrote them; none: a live account. */
  readonly sourceFiles?: readonly string[];
  /** A file of the user, from the root of the repository that it lies in; absent: as it is. */
  readonly fromRoot?: (file: string) => string;
  /** Where an identity stands in a file of the repository: a line of the baseline. */
  readonly placeOf?: (identity: string) => FilePlace | undefined;
}

export interface FilePlace {
  /** As the user wrote it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** As code scanning and annotations look for it. */
export const inRepository = <Place extends FilePlace>(place: Place, { fromRoot }: TextOptions): Place =>
  fromRoot === undefined ? place : { ...place, file: fromRoot(place.file) };

/** One report format: a function from the result to files. Nothing else knows formats. */
export interface ReportFormat {
  /** As `--format` has it. */
  readonly id: string;
  readonly title: string;
  readonly files: (result: AuditResult, options: TextOptions) => readonly ReportFile[];
  /** Said before anything is collected: throws InputError where a package that it needs is not installed. */
  readonly check?: () => void;
}
