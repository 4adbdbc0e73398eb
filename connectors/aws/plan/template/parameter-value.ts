import type { Template } from './document.ts';
import { eitherOf } from './either.ts';
import { open, text } from './open-value.ts';

/**
 * What a parameter is: what the stack around gives it, its default, or one of the values that it allows.
 * @param given values that the stack around gives
 * @param isFree it may be anything although it has a default
 */
export const parameterValue = (
  name: string,
  parameter: Template['parameters'][string],
  given: Readonly<Record<string, unknown>>,
  isFree: boolean,
): unknown => {
  const { Type: type = 'String', Default: usual, NoEcho: hidden, AllowedValues: allowed } = parameter;
  const isOutside = typeof type === 'string' && type.startsWith('AWS::SSM::');
  const isList = type === 'CommaDelimitedList' || (typeof type === 'string' && type.startsWith('List<'));
  const asWritten = (value: unknown): unknown => {
    const known = text(value);
    return isList && known !== undefined ? known.split(',').map((item) => item.trim()) : (known ?? value);
  };
  const own = Object.hasOwn(given, name) ? given[name] : undefined;
  const unknown = open(`parameter ${name}`, [name, isOutside ? [own ?? usual] : []]);
  if (isOutside) return unknown;
  if (own !== undefined) return asWritten(own);
  if (String(hidden) === 'true') return unknown;
  if (usual !== undefined && !isFree) return asWritten(text(usual) ?? '');
  return Array.isArray(allowed) && allowed.length > 0 && !isList
    ? eitherOf(allowed.map((each) => text(each) ?? ''))
    : unknown;
};
