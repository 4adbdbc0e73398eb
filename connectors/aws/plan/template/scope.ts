import type { Template } from './document.ts';
import type { Expansion } from './expansion.ts';

/**
 * `default`: conditions and rows of mappings as the defaults of parameters decide them. `either`: both ways of every
 * condition, and every row, that a parameter may choose when the stack is made.
 */
export type Way = 'default' | 'either';

/** What functions and conditions ask of the template around them. */
export interface Scope {
  readonly template: Template;
  readonly way: Way;
  readonly expansion: Expansion;
  readonly ref: (name: string) => unknown;
  readonly ofResource: (logicalId: string, attribute: string) => unknown;
  readonly value: (written: unknown, depth: number) => unknown;
  /** Whether parameters may be anything although they have a default: where both ways of a choice are looked at. */
  readonly isFree: () => boolean;
  readonly freely: <T>(free: boolean, work: () => T) => T;
}
