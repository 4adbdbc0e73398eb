import type { GateResult } from '../../src/model/gate.ts';
import type { ReportFile } from '../../src/model/report.ts';
import type { TextOptions } from '../report-format.ts';

/** One format of the gate's result: a function from the result to files. Nothing else knows formats. */
export interface GateFormat {
  /** As `gate --format` has it. */
  readonly id: string;
  readonly title: string;
  readonly files: (result: GateResult, options: TextOptions) => readonly ReportFile[];
}
