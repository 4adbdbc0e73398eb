import { deviationWords, fileSentences, loosenedWords, type Named } from './in-force.ts';
import { grouped, hanging, type Paint } from './layout.ts';

/** Settings that are not the default; more are in the other reports. */
const mostListed = 40;
/** A digest is compared with another, and is of no use in part. */
const longestDigest = 64;

/** Under which rules all was judged: whoever may change a file in the working directory may change those. */
export function* inForceLines(
  { inForce }: Named,
  { width, paint, more }: { readonly width: number; readonly paint: Paint; readonly more: string },
): Generator<string> {
  if (inForce === undefined) return;
  yield '';
  yield paint('bold', 'In force: configuration and exceptions');
  const told = loosenedWords({ inForce });
  if (told !== undefined) {
    const style = inForce.loosenedUnasked === 'open' ? 'red' : 'yellow';
    for (const line of hanging('  ', told, width)) yield paint(style, line);
  }
  for (const sentence of fileSentences(inForce)) yield* hanging('  ', sentence, width, longestDigest);
  for (const deviation of inForce.deviations.slice(0, mostListed))
    yield* hanging('  - ', deviationWords(deviation), width);
  const rest = inForce.deviations.length - mostListed;
  if (rest > 0) yield `  ${grouped(rest)} more in ${more}`;
}
