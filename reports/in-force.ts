import type { Accepting } from '../src/audit/accepting.ts';
import {
  type Deviation,
  type Effect,
  type FileInForce,
  type FoundBy,
  type InForce,
  loosenedSeverity,
  loosens,
} from '../src/model/in-force.ts';
import type { Filtered } from '../src/model/report.ts';
import type { Standing } from '../src/model/standing.ts';
import type { JunitCase, JunitSuite } from './junit-xml.ts';

/**
 * Under which configuration and exceptions a run judged: the same sentences in every format. A result that was put together
 * without files has nothing to name. Texts are as they came: writers make them inert.
 */
export type Named = {
  readonly inForce?: InForce | undefined;
  readonly filter?: Filtered | undefined;
  readonly standings?: readonly Standing[];
};

const foundBy: Readonly<Record<FoundBy, string>> = {
  flag: 'named by a flag',
  'working-directory': 'found in the working directory',
  'base-ref': 'of the base',
  sample: 'of the sample estate',
};

const effects: Readonly<Record<Effect, string>> = {
  looser: 'looser',
  either: 'may hide something',
  stricter: 'stricter',
};

/** Characters of a list that a sentence shows. */
const longestValue = 300;

const valueText = (text: string): string =>
  text.length <= longestValue ? text : `${text.slice(0, longestValue)}… (${text.length} characters)`;

/** `configuration nhi-audit.yaml, found in the working directory, sha256 …` */
export const fileWords = ({ role, path, sha256, foundBy: by }: FileInForce): string =>
  `${role} ${path}, ${foundBy[by]}, sha256 ${sha256}`;

/** `thresholds.secretAgeDays is 365, default 90: looser` */
export const deviationWords = ({ key, value, standard, effect }: Deviation): string =>
  `${key} is ${valueText(value)}, default ${valueText(standard)}: ${effects[effect]}`;

/** That not all is shown, and how much is not; undefined: all is. */
export const filterWords = ({ filter }: Named): string | undefined =>
  filter === undefined
    ? undefined
    : `not all is shown: ${filter.flags.join(' ')} leaves out ${filter.findings} findings and ${filter.identities} identities`;

/** What an identity may do was not read: nothing is known of what it reaches. */
const unread = ({ standings = [] }: Named): string => {
  const many = standings.filter((standing) => standing === 'unknown').length;
  if (many === 0) return '';
  return `, as far as permissions were read: those of ${many === 1 ? '1 identity' : `${many} identities`} were not`;
};

/** What is not shown may reach much: a filter is no good news. */
export const nothingReached = (named: Named, identity = 'no identity'): string => {
  const { filter } = named;
  return filter === undefined || filter.identities === 0
    ? `${identity} reaches anything${unread(named)}`
    : `${identity} that is shown reaches anything: the filter leaves out ${filter.identities === 1 ? '1 identity' : `${filter.identities} identities`}`;
};

/** The same of a whole list. */
export const nothingListed = (named: Named, identity: string): string =>
  named.filter === undefined
    ? `${nothingReached(named, identity)}${unread(named) === '' ? ', and none' : '. None'} has an open finding.`
    : `${nothingReached(named, identity)}. None has an open finding that is shown: the filter leaves out ${named.filter.findings === 1 ? '1 finding' : `${named.filter.findings} findings`}.`;

const filterSentences = (named: Named): readonly string[] => [filterWords(named) ?? []].flat();

/** What there is of files; what there is not, too. */
export const fileSentences = ({ files }: InForce): readonly string[] => [
  ...(files.some(({ role }) => role === 'configuration') ? [] : ['configuration: the defaults']),
  ...files.map(fileWords),
  ...(files.some(({ role }) => role === 'exceptions') ? [] : ['exceptions: none']),
];

/** The finding that a configuration is which nobody named and which loosens. */
export const loosenedTitle = 'The configuration was found by itself and loosens what is judged';

const many = (count: number): string => (count === 1 ? '1 setting' : `${count} settings`);

/** One sentence; undefined: there is nothing to tell. */
export const loosenedWords = ({ inForce }: Named): string | undefined => {
  if (inForce === undefined || inForce.loosenedUnasked === 'no') return undefined;
  const file = inForce.files.find(({ role }) => role === 'configuration')!;
  const allowed = inForce.loosenedUnasked === 'allowed' ? '; --allow-loosened-config allows it' : '';
  return `${loosenedTitle}: ${file.path}, ${many(inForce.deviations.filter(loosens).length)} (severity ${loosenedSeverity})${allowed}`;
};

export const loosenedRemedy =
  'Look at what it changes. If that is meant, name the file with --config in a workflow that the change cannot touch, or give --allow-loosened-config; --no-config takes the defaults.';

/** `exceptions accept 2 findings: nhi-audit.exceptions.yaml, found in the working directory (severity high)` */
export const acceptingWords = ({ count, files, unasked }: Accepting, what: string): string => {
  const told = count === 1 ? `1 ${what.replace(/s$/, '')}` : `${count} ${what}`;
  const from = files.map(({ path, foundBy: by }) => `${path}, ${foundBy[by]}`).join('; ');
  const weight: Readonly<Record<Accepting['unasked'], string>> = {
    no: '',
    open: ` (severity ${loosenedSeverity})`,
    allowed: ` (severity ${loosenedSeverity}); --allow-loosened-config allows it`,
  };
  return `exceptions accept ${told}${from === '' ? '' : `: ${from}`}${weight[unasked]}`;
};

export const acceptingRemedy =
  'Look at what it accepts. If that is meant, name the file with --exceptions in a workflow that the change cannot touch, let the gate read it with --base-ref, or give --allow-loosened-config.';

/** Files, what they change, and whether that counts as a finding. */
export const inForceSentences = ({ inForce, filter }: Named): readonly string[] => {
  if (inForce === undefined) return filterSentences({ filter });
  const told = loosenedWords({ inForce });
  return [
    ...filterSentences({ filter }),
    ...(told === undefined ? [] : [told]),
    ...fileSentences(inForce),
    ...inForce.deviations.map(deviationWords),
  ];
};

/** For JSON: every key is always there; null where a result was put together without files. */
export const inForceRecord = ({ inForce }: Named) =>
  inForce === undefined
    ? null
    : {
        files: inForce.files.map(({ role, path, sha256, foundBy: by }) => ({
          role,
          path,
          sha256,
          foundBy: by,
        })),
        deviations: inForce.deviations.map(({ key, kind, value, standard, effect }) => ({
          key,
          kind,
          value,
          standard,
          effect,
        })),
        loosenedUnasked: inForce.loosenedUnasked,
        severity: inForce.loosenedUnasked === 'no' ? null : loosenedSeverity,
      };

const suite = 'configuration';

const loosenedCase = (inForce: InForce): JunitCase => {
  const named = { name: 'no configuration that nobody named loosens anything', className: suite };
  const message = loosenedWords({ inForce });
  if (message === undefined) return named;
  if (inForce.loosenedUnasked === 'allowed') return { ...named, outcome: { is: 'skipped', message } };
  const lines = [...inForce.deviations.filter(loosens).map(deviationWords), loosenedRemedy];
  return {
    ...named,
    outcome: {
      is: 'failure',
      type: loosenedSeverity,
      message,
      lines: () => lines.map((line) => `configuration: ${line}`),
    },
  };
};

/** A case for each file and each value that is not the default: what is looser was not judged as it is elsewhere. */
export const inForceSuites = ({ inForce, filter }: Named): readonly JunitSuite[] =>
  inForce === undefined
    ? []
    : [
        {
          name: suite,
          cases: [
            ...[...filterSentences({ filter }), ...fileSentences(inForce)].map((name) => ({
              name,
              className: suite,
            })),
            ...inForce.deviations.map(
              (deviation): JunitCase => ({
                name: deviationWords(deviation),
                className: suite,
                ...(loosens(deviation)
                  ? { outcome: { is: 'skipped', message: 'not judged as by default' } as const }
                  : {}),
              }),
            ),
            loosenedCase(inForce),
          ],
        },
      ];
