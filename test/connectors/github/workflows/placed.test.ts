import { describe, expect, test } from 'vitest';
import { callsOf, isOnlyCalled, withCalls } from '../../../../connectors/github/workflows/calls.ts';
import {
  type Job,
  readJobs,
  type Unreadable,
  type Workflow,
} from '../../../../connectors/github/workflows/file.ts';
import { jobTrusts, type Parties } from '../../../../connectors/github/workflows/job-trusts.ts';
import {
  localActions,
  localUses,
  mostActions,
  usedActions,
  withLocalActions,
} from '../../../../connectors/github/workflows/local-actions.ts';
import { matrixOf } from '../../../../connectors/github/workflows/matrix.ts';
import { type Lookup, shownText, unknown } from '../../../../connectors/github/workflows/values.ts';

const read = (text: string): Workflow => readJobs(text)!;
const jobsIn = (workflow: Workflow | Unreadable): readonly Job[] => {
  if ('why' in workflow) throw new Error(workflow.why);
  return workflow.jobs;
};

describe('jobs of what is called', () => {
  const caller = (job: string): string => `on: push\njobs:\n  a:\n    ${job.split('\n').join('\n    ')}\n`;
  const uses = 'uses: ./.github/workflows/called.yml';
  const called = (job: string, on = 'workflow_call'): string => `on: ${on}\njobs:\n  b: { ${job} }\n`;
  const jobsOf = (own: string, files: Readonly<Record<string, string>>): readonly Job[] =>
    jobsIn(
      withCalls(read(own), 'acme/web', (file) =>
        Object.hasOwn(files, file) ? read(files[file]!) : undefined,
      ),
    );
  const path = 'acme/web/.github/workflows/called.yml';
  const one = (own: string, there: string): Job => jobsOf(caller(own), { [path]: there })[0]!;
  const permissions = (own: string, there: string): string =>
    [...(one(own, there).permissions ?? new Map([['by', 'default']]))].map((each) => each.join(' ')).join();

  test.each([
    [
      'all that it asks for, where the caller says nothing, but no tokens for clouds',
      uses,
      'permissions: { contents: write, id-token: write }',
      'contents write',
    ],
    [
      'what the caller has, where it asks for nothing',
      `${uses}\npermissions: { contents: read }`,
      'runs-on: x',
      'contents read',
    ],
    ['the default, where neither says anything', uses, 'runs-on: x', 'by default'],
    [
      'no more than the caller has',
      `${uses}\npermissions: { contents: read, issues: write, packages: none }`,
      'permissions: { contents: write, issues: read, packages: write, checks: write }',
      'contents read,issues read,packages none',
    ],
    [
      'as much as the caller has',
      `${uses}\npermissions: { contents: write }`,
      'permissions: { contents: write }',
      'contents write',
    ],
  ])('may %s', (_, own, there, expected) => {
    expect(permissions(own, called(there))).toBe(expected);
  });

  const on = '{ workflow_call: { inputs: { where: { default: staging }, box: { default: big } } } }';
  test.each([
    ['as written', uses, 'environment: live', 'live'],
    [
      'by what the caller gives',
      `${uses}\nwith: { Where: live }`,
      'environment: "${{ inputs.where }}"',
      'live',
    ],
    ['by the default', uses, 'environment: "${{ inputs.where }}"', 'staging'],
    ['of what is not declared', uses, 'environment: "${{ inputs.none }}"', '${{ inputs.none }}'],
    [
      'of more than an input',
      `${uses}\nwith: { where: live }`,
      'environment: "x-${{ inputs.where }}"',
      'x-${{ inputs.where }}',
    ],
    ['none', uses, 'runs-on: x', undefined],
  ])('their environment %s', (_, own, there, expected) => {
    expect(one(own, called(there, on)).environment).toBe(expected);
  });

  test('all of one, value by value', () => {
    const job = one(
      `${uses}\nif: github.actor == 'x'\nsecrets: { A: "\${{ secrets.OWN }}" }\nwith: { box: Huge }`,
      called(
        `if: always(), environment: "\${{ inputs.where }}", runs-on: ["\${{ inputs.box }}", x], with: { y: "\${{ inputs.box }}" }, steps: [{ run: "\${{ secrets.INNER }}" }]`,
        on,
      ),
    );
    expect({ ...job, inputs: [...job.inputs], steps: job.steps.length }).toEqual({
      name: 'a / b',
      environment: 'staging',
      secrets: ['INNER', 'OWN'],
      steps: 1,
      inputs: [['y', 'Huge']],
      runsOn: [{ labels: ['Huge', 'x'] }],
      if: "github.actor == 'x'",
      conditions: "github.actor == 'x' ; always()",
      line: 3,
      calls: './.github/workflows/called.yml',
      via: [],
      followed: true,
    });
    const plain = one(uses, called('runs-on: x, steps: [{ run: "${{ secrets.INNER }}" }]'));
    expect([plain.secrets, plain.conditions, plain.if]).toEqual([[], '', undefined]);
  });

  const names = (own: string, files: Readonly<Record<string, string>>): readonly string[] =>
    jobsOf(own, files).map((job) =>
      [job.name, job.followed === true ? 'followed' : 'as it is', ...callsOf(job)].join(' '),
    );
  test('are followed as far as they were read', () => {
    const own = caller(uses);
    expect([
      names(own, {}),
      names(own, { [path]: called('runs-on: x', 'push') }),
      names(own, { [path]: called('runs-on: x') }),
      names(own, { [path]: called(uses) }),
      names(own, { [path]: called('uses: other/x/.github/workflows/deep.yml@v1') }),
      names('on: push\njobs: { a: { runs-on: x } }\n', { [path]: called('runs-on: x') }),
      names(caller('uses: ./.github/workflows/called.yml@v1'), { [path]: called('runs-on: x') }),
    ]).toEqual([
      ['a as it is ./.github/workflows/called.yml'],
      ['a as it is ./.github/workflows/called.yml'],
      ['a / b followed ./.github/workflows/called.yml'],
      ['a / b followed ./.github/workflows/called.yml ./.github/workflows/called.yml'],
      ['a / b followed ./.github/workflows/called.yml other/x/.github/workflows/deep.yml@v1'],
      ['a as it is'],
      ['a as it is ./.github/workflows/called.yml@v1'],
    ]);
  });
  test('what lies beside one of elsewhere is of its repository and reference', () => {
    const files = {
      'other/x/.github/workflows/a.yml': called('uses: ./.github/workflows/b.yml'),
      'other/x/.github/workflows/b.yml': called('runs-on: x'),
    };
    expect(names(caller('uses: other/x/.github/workflows/a.yml@v1'), files)).toEqual([
      'a / b / b followed other/x/.github/workflows/a.yml@v1 other/x/.github/workflows/b.yml@v1',
    ]);
  });
  test('no deeper than GitHub goes', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 15 }, (_, at) => [
        `acme/web/.github/workflows/${at}.yml`,
        called(`uses: ./.github/workflows/${at + 1}.yml`),
      ]),
    );
    const [job] = jobsOf(caller('uses: ./.github/workflows/0.yml'), chain);
    expect(callsOf(job!).length).toBe(11);
  });
  test('what runs only where it is called', () => {
    expect(
      ['workflow_call', '[workflow_call, push]', 'push', '[]'].map((each) =>
        isOnlyCalled(read(called('runs-on: x', each))),
      ),
    ).toEqual([...[true, false, false, false]]);
  });
});

describe('who starts a job, and who changes what it runs', () => {
  const parties: Parties = {
    writers: { principal: 'writers', external: 'no', scope: 'r' },
    placeOf: (used) => ({ external: used.startsWith('acme/') ? 'no' : 'yes' }),
    guards: [{ class: 'other', operator: 'Review', key: 'x', values: ['1'] }],
  };
  const readers = { principal: 'readers', external: 'no', scope: 'o' } as const;
  const told = (text: string, more: Partial<Parties> = {}): readonly string[] => {
    const workflow = read(text);
    return jobTrusts(workflow, workflow.jobs[0]!, { ...parties, ...more }).map(
      ({ mechanism, party, principal, external, conditions }) =>
        [
          mechanism,
          party,
          principal,
          external,
          ...conditions.map(
            ({ class: of, operator, key, values }) => `${of} ${operator} ${key} ${values.join('|')}`,
          ),
        ].join(', '),
    );
  };
  const base = 'write-code, scope, writers, no, other Review x 1';
  const start = 'start, scope, writers, no';
  const by = (event: string, ...more: readonly string[]): string =>
    ['start, everyone', `whoever causes ${event}`, 'yes', ...more].join(', ');
  test.each<[string, string, readonly string[]]>([
    ['a push', 'on: push\njobs: { a: { runs-on: x } }', [start, base]],
    ['a push and a tag, once', 'on: [push, create]\njobs: { a: { runs-on: x } }', [start, base]],
    ...[
      'pull_request',
      'pull_request_review',
      'pull_request_review_comment',
      'merge_group',
      'workflow_call',
      'schedule',
    ].map((event): [string, string, readonly string[]] => [
      `${event} alone`,
      `on: ${event}\njobs: { a: { runs-on: x } }`,
      [base],
    ]),
    ['anybody', 'on: issues\njobs: { a: { runs-on: x } }', [by('issues'), base]],
    [
      'anybody, with filters',
      'on: { workflow_run: { workflows: [b, a], types: completed, branches-ignore: [x], tags: [], other: [y] } }\njobs: { a: { if: " github.actor  == 1 " } }',
      [
        by(
          'workflow_run',
          'other StringNotLike branches x',
          'other StringLike types completed',
          'other StringLike workflows a|b',
          'other If github.actor == 1 true',
        ),
        base,
      ],
    ],
    [
      'code of others',
      'on: pull_request\njobs: { a: { steps: [{ uses: Other/Thing/sub@v1 }, { uses: acme/own@main }, { uses: actions/checkout@v4 }] } }',
      ['write-code, identity, acme/own, no', 'write-code, identity, other/thing/sub, yes', base],
    ],
    [
      'code that is called',
      'on: pull_request\njobs: { a: { uses: other/x/.github/workflows/y.yml@v1 } }',
      ['write-code, identity, other/x/.github/workflows/y.yml, yes', base],
    ],
    [
      'code of outsiders',
      'on: pull_request_target\njobs: { a: { steps: [{ uses: actions/checkout@v4, with: { ref: refs/pull/1/head } }] } }',
      [by('pull_request_target'), 'write-code, everyone, whoever opens a pull request, yes', base],
    ],
    [
      'code of a pull request of one’s own',
      'on: push\njobs: { a: { steps: [{ uses: actions/checkout@v4, with: { ref: refs/pull/1/head } }] } }',
      [start, base],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual([...expected].sort());
  });
  test('where not everybody may read, those who may', () => {
    expect(
      told('on: pull_request_target\njobs: { a: { steps: [{ run: gh pr checkout 1 }] } }', { readers }),
    ).toEqual(['start, scope, readers, no', 'write-code, scope, readers, no', base].sort());
  });
});

describe('actions of the same repository', () => {
  const composite = (steps: string, inputs = ''): string =>
    `name: x\n${inputs}runs: { using: composite, steps: [${steps}] }\n`;
  const texts = new Map([
    [
      './a',
      composite(
        '{ run: "${{ inputs.who }}", with: { X: "${{ inputs.who }}-${{ inputs[\'Other\'] }}-${{inputs.none}}" }, env: { E: "${{  inputs.WHO  }}" } }',
        'inputs: { Who: { default: nobody }, other: { default: 7 }, bare: x }\n',
      ),
    ],
    ['./nested', composite('{ uses: ./a, with: { who: me } }, { uses: ./nested }')],
    ['./image', 'name: x\nruns: { using: docker, image: "docker://alpine:3" }\n'],
    ['./own-image', 'name: x\nruns: { using: docker, image: Dockerfile }\n'],
    ['./node', 'name: x\nruns: { using: node20, main: x.js }\n'],
    ['./broken', 'a: [\n'],
    ['./list', '- a\n'],
    ['./endless', 'a: &a [*a]\n'],
    ['./without', 'name: x\n'],
  ]);
  const steps = (uses: string): readonly string[] =>
    jobsIn(
      withLocalActions(read(`on: push\njobs: { one: { steps: [${uses}] } }\n`), localActions(texts)),
    )[0]!.steps.map(({ uses: used, run, with: given, env, number, within }) =>
      [
        number,
        used ?? run,
        ...[...given].map((each) => each.join('=')),
        ...[...(env ?? [])].map((each) => each.join(':')),
        within === undefined ? '' : `in ${within}`,
      ]
        .join(' ')
        .trim(),
    );
  test.each<[string, readonly string[]]>([
    ['{ run: x }', ['1 x']],
    ['{ uses: ./gone }', ['1 ./gone']],
    ['{ uses: ./a }', ['1 ./a', '1 ${{ inputs.who }} x=nobody-7- E:nobody in ./a']],
    [
      '{ uses: ./a/, with: { WHO: me, other: "" } }',
      ['1 ./a/ who=me other=', '1 ${{ inputs.who }} x=me-- E:me in ./a'],
    ],
    [
      '{ uses: ./nested }, { run: y }',
      [
        '1 ./nested',
        '1 ./a who=me in ./nested',
        '1 ${{ inputs.who }} x=me-7- E:me in ./a',
        '2 ./nested in ./nested',
        '2 y',
      ],
    ],
    ['{ uses: ./image }', ['1 ./image', '1 docker://alpine:3 in ./image']],
    ['{ uses: ./own-image }', ['1 ./own-image']],
    ['{ uses: ./node }', ['1 ./node']],
    ['{ uses: ./broken }', ['1 ./broken']],
    ['{ uses: ./list }', ['1 ./list']],
    ['{ uses: ./endless }', ['1 ./endless']],
    ['{ uses: ./without }', ['1 ./without']],
  ])('%s', (written, expected) => {
    expect(steps(written)).toEqual(expected);
  });
  test('what they use of each other is found, each once', () => {
    expect(
      localUses(
        'on: push\njobs: { a: { steps: [{ uses: ./b }, { uses: ./a/ }, { uses: $/b }, { uses: x/y@v1 }, { parallel: [{ uses: ./p }] }] }, c: x }\n',
      ),
    ).toEqual(['./a', './b', './p']);
    expect([
      localUses('a: [\n'),
      localUses('runs: { steps: [{ uses: ./z }] }\n'),
      localUses('runs: x\njobs: y\n'),
    ]).toEqual([[], ['./z'], []]);
    const asked: string[] = [];
    const found = usedActions(
      [
        'jobs: { a: { steps: [{ uses: ./nested }, { uses: ./gone }] } }\n',
        'jobs: { a: { steps: [{ uses: ./nested }] } }\n',
      ],
      (used) => {
        asked.push(used);
        const own = texts.get(used);
        return own === undefined ? undefined : { text: own };
      },
    );
    expect([[...found.texts.keys()].sort(), [...found.unread.keys()], asked.sort()]).toEqual([
      ['./a', './nested'],
      ['./gone'],
      ['./a', './gone', './nested'],
    ]);
    const endless = usedActions(['jobs: { a: { steps: [{ uses: ./1 }] } }\n'], (used) => ({
      text: composite(`{ uses: ./${Number(used.slice(2)) + 1} }`),
    }));
    expect(endless.texts.size).toBe(mostActions);
    expect([...endless.unread]).toEqual([
      [`./${mostActions + 1}`, { why: 'more than 500 actions of the checkout are used' }],
    ]);
  });
  test('a path of nothing but slashes costs what it is long', () => {
    const slashes = '/'.repeat(300_000);
    expect(localUses(`runs: { steps: [{ uses: ./a${slashes} }, { uses: ./${slashes}b }] }\n`)).toEqual([
      `./${slashes}b`,
      './a',
    ]);
  });
  test('no deeper, and no more of them, than anybody writes', () => {
    const deep = (used: string) => ({ runs: { steps: [{ uses: `./${Number(used.slice(2)) + 1}` }] } });
    const jobs = (written: string, find: (used: string) => object) =>
      jobsIn(withLocalActions(read(`on: push\njobs: { one: { steps: [${written}] } }\n`), find as never))[0]!
        .steps.length;
    expect(jobs('{ uses: ./1 }', deep)).toBe(11);
    const wide = () => ({ runs: { steps: Array(1500).fill({ run: 'x' }) } });
    expect(() => jobs('{ uses: ./1 }, { uses: ./2 }', wide)).toThrow('more steps than are looked at');
  });
});

describe('jobs of a matrix', () => {
  const lookup: Lookup = (context, name) => [unknown(`${context}.${name}`, 'only a run tells it')];
  const told = (strategy: unknown): string => {
    const { rows, open } = matrixOf(strategy, lookup);
    return [
      ...rows.map((row) => `{${[...row].map(([name, value]) => `${name}=${shownText(value)}`).join(' ')}}`),
      ...(open === undefined ? [] : [`open ${shownText(open)}`]),
    ].join(' ');
  };
  test.each<[unknown, string]>([
    [undefined, '{}'],
    ['x', '{}'],
    [{}, '{}'],
    [{ matrix: {} }, '{}'],
    [{ matrix: { A: [1, true, null, 'x'] } }, '{a=1} {a=true} {a=} {a=x}'],
    [{ matrix: { a: 'one' } }, '{a=one}'],
    [{ matrix: { a: null } }, '{}'],
    [{ matrix: { a: [{ b: ['${{ 1 }}', { c: 'd' }] }] } }, '{a={"b":[1,{"c":"d"}]}}'],
    [{ matrix: { a: [['${{ vars.A }}']] } }, '{a=["${{ vars.a }}"]}'],
    [{ matrix: { a: ["${{ fromJSON('[1,2]') }}"] } }, '{a=[1,2]}'],
    [{ matrix: { a: '${{ vars.A }}' } }, '{a=${{ vars.a }}}'],
    [{ matrix: { a: [1, 2], exclude: [{}] } }, '{a=1} {a=2}'],
    [{ matrix: { a: [1, 2], exclude: [{ A: 1 }] } }, '{a=2}'],
    [{ matrix: { a: [1, 2], exclude: [{ a: 1, b: 2 }] } }, '{a=1} {a=2}'],
    [{ matrix: { a: ['${{ vars.A }}'], exclude: [{ a: '${{ vars.A }}' }] } }, '{a=${{ vars.a }}}'],
    [{ matrix: { a: [1], exclude: [{ a: 1 }] } }, '{}'],
    [{ matrix: { a: [1], include: '${{ vars.I }}' } }, '{a=1} {} open ${{ vars.i }}'],
    [{ matrix: { include: '${{ fromJSON(\'[{"a":1},{"a":2}]\') }}' } }, '{a=1} {a=2}'],
    [{ matrix: { include: ['x', { a: 1 }] } }, '{a=1}'],
    [{ matrix: '${{ fromJSON(\'{"a":[1,2]}\') }}' }, '{a=1} {a=2}'],
    [{ matrix: "${{ fromJSON('[1]') }}" }, '{}'],
    ['${{ fromJSON(\'{"matrix":{"a":[1]}}\') }}', '{a=1}'],
    ['${{ fromJSON(\'{"x":1}\') }}', '{}'],
    ['${{ vars.S }}', '{} open ${{ vars.s }}'],
    [
      {
        matrix: {
          a: Array.from({ length: 256 }, (_, at) => at),
          exclude: Array.from({ length: 255 }, (_, at) => ({ a: at })),
        },
      },
      '{a=255}',
    ],
    [{ matrix: { a: Array(257).fill(1) } }, '{} open ${{ matrix }}'],
  ])('%j', (strategy, expected) => {
    expect(told(strategy)).toBe(expected);
  });
});
