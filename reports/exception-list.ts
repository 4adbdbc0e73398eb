import type { ExceptionCover, JudgedException } from '../src/model/exception.ts';
import { greatest } from '../src/model/many.ts';
import { columns, hanging, layoutWidth, left, painter, shorten } from './layout.ts';
import { inPieces } from './pieces.ts';
import type { TextOptions } from './report-format.ts';
import { exceptionStyle } from './terminal.ts';

const gap = '  ';
const idWidth = 32;
const statusWidth = 16;
const longestWord = 400;

export const coverText = (cover: ExceptionCover): string =>
  'fingerprint' in cover ? `finding ${cover.fingerprint}` : `${cover.rule} at ${cover.identity}`;

function* lines(exceptions: readonly JudgedException[], options: TextOptions): Generator<string> {
  const width = layoutWidth(options.width);
  const paint = painter(options.colour);
  const idColumn = Math.min(
    idWidth,
    greatest(
      exceptions.map(({ id }) => columns(shorten(id, idWidth))),
      2,
    ),
  );
  yield paint('dim', `${left('id', idColumn)}${gap}${left('status', statusWidth)}${gap}until`);
  for (const { id, status, problems, exception, location } of exceptions) {
    const style = exceptionStyle.get(status);
    const shown = left(status, statusWidth);
    yield `${left(id, idColumn)}${gap}${style === undefined ? shown : paint(style, shown)}${gap}${exception?.expires ?? '-'}`;
    if (exception !== undefined) {
      yield* hanging('    covers   ', coverText(exception.covers), width, longestWord);
      yield* hanging(
        '    owner    ',
        `${exception.owner}; approved by ${exception.approver}`,
        width,
        longestWord,
      );
    }
    yield* hanging('    written  ', `${location.file}:${location.line}`, width, longestWord);
    for (const problem of problems) yield* hanging('    note     ', problem, width, longestWord);
  }
}

/** All exceptions of a file as judged, for people. */
export const exceptionList = (
  exceptions: readonly JudgedException[],
  options: TextOptions,
): Iterable<string> =>
  inPieces(function* () {
    for (const line of lines(exceptions, options)) yield `${line.trimEnd()}\n`;
  });
