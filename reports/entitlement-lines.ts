import { byText } from '../src/model/by-text.ts';
import type { Entitlement } from '../src/model/entitlement.ts';
import type { Estate } from '../src/model/estate.ts';
import { levelRank } from '../src/model/level.ts';
import type { Sensitivity } from '../src/model/scope.ts';
import { grouped, hanging } from './layout.ts';
import { conditionText } from './wording.ts';

export const listedLines = 15;
const listedValues = 5;
const longestWord = 400;

const sensitivities: readonly Sensitivity[] = ['identity', 'secrets', 'data', 'compute', 'rest'];

/** The strongest first, then what holds more than other services do. */
export const byImportance = (estate: Estate, lines: readonly Entitlement[]): readonly Entitlement[] => {
  const weight = new Map(
    estate.services.map(({ name, sensitivity }) => [name, sensitivities.indexOf(sensitivity)]),
  );
  const weightOf = (service: string): number => (service === '*' ? -1 : (weight.get(service) ?? Infinity));
  return lines.toSorted(
    (a, b) =>
      levelRank[b.level] - levelRank[a.level] ||
      Number(weightOf(a.service) > weightOf(b.service)) - Number(weightOf(a.service) < weightOf(b.service)) ||
      byText(a.service, b.service) ||
      b.privileges.length - a.privileges.length,
  );
};

export const few = (values: readonly string[]): string =>
  values.length <= listedValues
    ? values.join(', ')
    : `${values.slice(0, listedValues).join(', ')} and ${grouped(values.length - listedValues)} more`;

export const heldText = ({ duration, until }: Entitlement): string =>
  until === undefined ? duration : `${duration} until ${until.slice(0, 10)}`;

export const serviceText = (service: string): string => (service === '*' ? 'every service' : service);

export const privilegeText = ({ service, privileges }: Entitlement): string => {
  const whole = privileges.length === 1 && (privileges[0] === '*' || privileges[0] === `${service}:*`);
  return whole ? 'every action' : few(privileges);
};

/** What an identity may really do, by service, level and resources: the most important lines, the rest counted. */
export function* entitlementLines(
  estate: Estate,
  lines: readonly Entitlement[],
  width: number,
): Generator<string> {
  if (lines.length === 0) yield '  Nothing that the facts show.';
  for (const line of byImportance(estate, lines).slice(0, listedLines)) {
    const { level, service, resources, exceptResources, conditions } = line;
    const lead = `  ${level.padEnd(9)}`;
    const inner = (text: string): string[] => hanging(`${' '.repeat(13)}`, text, width, longestWord);
    const what = `${serviceText(service)}, ${heldText(line)}: ${privilegeText(line)}`;
    yield* hanging(lead, what, width, longestWord);
    const except = exceptResources.length === 0 ? '' : `, except ${few(exceptResources)}`;
    yield* inner(`on ${few(resources)}${except}`);
    for (const condition of conditions) yield* inner(`if ${conditionText(condition)}`);
  }
  const more = lines.length - listedLines;
  if (more > 0) yield `  and ${grouped(more)} more (--format json)`;
}
