import { gateAnnotationsFormat } from './annotations.ts';
import type { GateFormat } from './gate-format.ts';
import { jsonGate } from './json.ts';
import { gateJunitFormat } from './junit.ts';
import { gateMarkdownFormat } from './markdown.ts';
import { gateSarifFormat } from './sarif.ts';
import { terminalGate } from './terminal.ts';

export type { GateFormat } from './gate-format.ts';

/** Every format of the gate's result, the default first. A new one is a file, a line here and its id in `format-ids.ts`. */
export const gateFormats: readonly GateFormat[] = [
  terminalGate,
  jsonGate,
  gateMarkdownFormat,
  gateSarifFormat,
  gateJunitFormat,
  gateAnnotationsFormat,
];
