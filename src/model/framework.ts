import type { ControlFocus } from './control-focus.ts';
import type { OwaspRisk } from './finding.ts';
import type { Provider } from './scope.ts';

/** One control, requirement, check or layer. */
export interface FrameworkControl {
  /** As the framework writes it. */
  readonly id: string;
  /** What it is about, in a few words of our own: texts of many frameworks are under copyright. */
  readonly about: string;
}

/** Whom a framework is about. */
export interface FrameworkScope {
  /** `all identities`, `AWS identities`, `AI agents`. */
  readonly title: string;
  /** Absent: of all providers. */
  readonly providers?: readonly Provider[];
  /** Only identities of AI agents. */
  readonly agents?: true;
}

/**
 * One release of one framework: ids move between releases, so each is data of its own. That a finding stands against a
 * control says that it is evidence to be weighed there; whether a control is met is for people to decide.
 */
export interface Framework {
  /** kebab-case, with the release: `nist-sp-800-53-r5`. */
  readonly id: string;
  /** Key in `Controls`: `NIST SP 800-53 r5`. */
  readonly name: string;
  readonly version: string;
  readonly title: string;
  /** Page of its publisher. */
  readonly source: string;
  readonly scope: FrameworkScope;
  /** Sorted as the framework sorts them. */
  readonly controls: readonly FrameworkControl[];
  /** Control ids by risk, for frameworks whose controls are as wide as a risk. */
  readonly byRisk: Readonly<Partial<Record<OwaspRisk, readonly string[]>>>;
  /** Control ids by rule id, for benchmarks whose checks are about one setting: a risk would say too much. */
  readonly byRule?: Readonly<Record<string, readonly string[]>>;
  /** Control ids by rule id that `byRisk` would claim and the rule's findings do not show. */
  readonly notByRule?: Readonly<Record<string, readonly string[]>>;
  /** By control id: of which findings it is about. Others do not stand against it. Absent: of all of its rules. */
  readonly focus?: Readonly<Record<string, ControlFocus>>;
}
