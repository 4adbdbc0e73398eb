import type { Connector } from '../../../connectors/connector.ts';

/** The smallest provider: `test/house/new-provider.test.ts` puts it into a copy of the project. */
export const tiny: Connector = {
  id: 'tiny',
  title: 'Tiny',
  files: [
    {
      id: 'tiny-keys',
      title: 'keys of a Tiny: GET /keys',
      recognises: ({ keys }) => keys.has('tinyKeys'),
    },
  ],
  starts: [{ what: 'a Tiny:', command: 'nhi-audit scan --tiny URL' }],
  examples: { permissions: [['the permissions of a Tiny', 'nhi-audit permissions tiny']] },
  live: {
    flags: [
      { flags: '--tiny <url>', help: 'live Tiny' },
      { flags: '--tiny-name <name>', help: 'what it is called', implies: ['tinyNamed'] },
    ],
    askedBy: ['tiny'],
    permissionFlags: [{ flags: '--tiny-more', help: 'tiny: also what nobody needs' }],
    load: async () => (await import('./live.ts')).tinyLive,
  },
  records: async () => (await import('./facts.ts')).tinyRecords,
  interpretation: async () => (await import('./interpret.ts')).tinyInterpretation,
};
