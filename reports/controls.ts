import { byText } from '../src/model/by-text.ts';
import type { Controls } from '../src/model/finding.ts';

/** Controls by framework, in the order of the frameworks' names; as the reports write them. */
interface OrderedControls {
  readonly record: Controls;
  /** `SOC 2: CC6.2, CC6.3`. */
  readonly byFramework: readonly string[];
  /** `SOC 2: CC6.2`. */
  readonly each: readonly string[];
}

// Findings of a rule share their controls: worked out once for all of them.
const known = new WeakMap<Controls, OrderedControls>();

export const orderedControls = (controls: Controls): OrderedControls => {
  let ordered = known.get(controls);
  if (ordered === undefined) {
    const entries = Object.entries(controls).sort(([a], [b]) => byText(a, b));
    ordered = {
      record: Object.fromEntries(entries),
      byFramework: entries.map(([framework, ids]) => `${framework}: ${ids.join(', ')}`),
      each: entries.flatMap(([framework, ids]) => ids.map((id) => `${framework}: ${id}`)),
    };
    known.set(controls, ordered);
  }
  return ordered;
};
