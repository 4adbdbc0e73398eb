import type { GateResult } from '../../src/model/gate.ts';
import type { RadiusChange, Residual } from '../../src/model/reduce.ts';
import { jsonGate } from '../gate/json.ts';
import { terminalGate } from '../gate/terminal.ts';
import { prettyJson } from '../inert-text.ts';
import { hanging, layoutWidth, painter } from '../layout.ts';
import type { TextOptions } from '../report-format.ts';
import { residualText } from './words.ts';

interface WhatIfResult {
  readonly says: readonly string[];
  readonly before: Residual;
  readonly after: Residual;
  readonly lowers: number;
  readonly lowered: readonly RadiusChange[];
  readonly gate: GateResult;
}

const textOf = (gate: GateResult, format: typeof terminalGate, options: TextOptions): string =>
  format
    .files(gate, options)
    .flatMap(({ text }) => [...text])
    .map(String)
    .join('');

/** What would be: what falls then, and what the gate would say of the change. */
export const whatIfTerminal = (result: WhatIfResult, options: TextOptions): string => {
  const width = layoutWidth(options.width);
  const paint = painter(options.colour);
  const lines = [
    paint('bold', 'What if'),
    ...result.says.flatMap((text) => hanging('  - ', text, width)),
    '',
    ...hanging('  Now    ', residualText(result.before), width),
    ...hanging('  Then   ', residualText(result.after), width),
    '',
    ...(result.lowers === 0
      ? ['  Nobody loses anything by it.']
      : [`  Less is compromised through ${result.lowers} of them:`]),
    ...result.lowered.flatMap(({ identity, before, after }) =>
      hanging('  - ', `${identity}: ${before} → ${after}`, width),
    ),
    '',
  ];
  return `${lines.join('\n')}\n${textOf(result.gate, terminalGate, options)}`;
};

const schema = 'nhi-audit/what-if/v1';

export const whatIfJson = (result: WhatIfResult, options: TextOptions): string =>
  `${prettyJson({
    schema,
    says: result.says,
    before: result.before,
    after: result.after,
    lowers: result.lowers,
    lowered: result.lowered,
    gate: JSON.parse(textOf(result.gate, jsonGate, options)) as unknown,
  })}\n`;
