import { describe, expect, test } from 'vitest';
import type { NamedCall } from '../../src/collection/calls.ts';
import { type CoverageTable, coverageBy } from '../../src/collection/coverage.ts';
import { createLedger, type Ledger } from '../../src/collection/ledger.ts';

type Part = 'entrance' | 'all' | 'extra';
const row = (id: string, part: Part, gives: NamedCall<Part>['gives'] = ['inventory']): NamedCall<Part> => ({
  id,
  part,
  gives,
  why: '',
  when: '',
});

const table: CoverageTable<Part> = {
  connector: 'example',
  calls: [
    row('enter', 'entrance'),
    row('list', 'all'),
    row('sublist', 'all', ['credentials']),
    row('detail', 'all', ['grants']),
    row('step', 'all', []),
    row('more', 'extra', ['owners']),
    row('more step', 'extra', []),
  ],
  leadOf: ({ id }) => ({ sublist: 'list', detail: 'sublist', step: 'list' })[id],
  leftOut: (part) => (part === 'entrance' ? null : part === 'extra' ? '--extra reads it' : undefined),
  blindSpots: [{ source: 'keys of others', detail: 'shown to nobody' }],
};

const always = ['more skipped --extra reads it owners', 'keys of others unsupported shown to nobody '];

describe('a line for each call that was made, or should have been', () => {
  test.each<[string, (ledger: Ledger) => void, readonly string[]]>([
    [
      'a list read whole: what it leads to has nothing to give where it was never asked for',
      (ledger) => ledger.answered('list', 0),
      ['list complete  inventory', 'sublist complete  credentials', 'detail complete  grants'],
    ],
    [
      'a list that was refused: what it leads to was skipped, down to the last',
      (ledger) => ledger.failed('list', { status: 'denied', reason: 'no right' }, ''),
      [
        'list denied no right inventory',
        'sublist skipped list could not be read in full, and only what it lists can be asked about credentials',
        'detail skipped sublist could not be read in full, and only what it lists can be asked about grants',
        'step skipped list could not be read in full, and only what it lists can be asked about ',
      ],
    ],
    [
      'a list that was read in part: what it leads to is not whole either',
      (ledger) => {
        ledger.answered('list', 1);
        ledger.remark('list', 'half', true);
        ledger.answered('sublist', 1);
        ledger.answered('step', 1);
      },
      [
        'list partial half inventory',
        'sublist partial list could not be read in full, and only what it lists can be asked about credentials',
        'detail skipped sublist could not be read in full, and only what it lists can be asked about grants',
        'step partial list could not be read in full, and only what it lists can be asked about ',
      ],
    ],
  ])('%s', (_, tell, lines) => {
    const ledger = createLedger('Example');
    tell(ledger);
    const coverage = coverageBy(table, 'here', ledger);
    expect(
      coverage.map(({ source, status, detail, gives }) => `${source} ${status} ${detail} ${gives.join()}`),
    ).toEqual([...lines, ...always]);
    expect(coverage.every(({ connector, scope }) => connector === 'example' && scope === 'here')).toBe(true);
  });
});
