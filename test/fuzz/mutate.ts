/**
 * Changes texts in the ways that parsers have trouble with. By tokens and bytes: good and once bad inputs are
 * changed, nothing is made anew.
 */

/** Numbers from 0 up to a bound; the same seed gives the same ones: https://prng.di.unimi.it/ (xorshift32). */
export type Draw = (below: number) => number;

export const drawsFrom = (seed: number): Draw => {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
};

const tokens: readonly string[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '#',
    '- ',
    '|',
    '>',
    '&a ',
    '*a',
    '!!x ',
    '<<: *a',
  ],
  ...[
    'null',
    'true',
    'false',
    '0',
    '-1',
    '1e999',
    '-0',
    '9007199254740993',
    '0x10',
    '.nan',
    '""',
    '[]',
    '{}',
    '~',
  ],
  ...[
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'length',
  ],
  ...[
    '2026-13-45T99:99:99Z',
    '0000-00-00',
    '+275760-09-13T00:00:00.001Z',
    '9999999999999',
    'N/A',
    'not_supported',
  ],
  ...[
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '\u009b',
    '\ufeff',
    '\ud800',
    '\u2028',
    '=1+1',
    '%0A',
    '${{',
    '}}',
    '${',
    '$',
    '*',
    '?',
    '**',
  ],
  ...[
    '*a*a*a*a*a*',
    'arn:aws:iam::111122223333:role/',
    'arn:',
    ':::::',
    'arn:aws:s3:::*',
    'sts:AssumeRole',
    'iam:*',
  ],
  ...[
    '"Version":"2012-10-17"',
    '"Effect":"Deny"',
    '"NotAction":',
    '"NotPrincipal":',
    '"Condition":{"constructor":{"a":"b"}}',
  ],
  ...[
    'StringLike',
    'ForAnyValue:StringEquals',
    'DateLessThan',
    'IpAddress',
    'Null',
    'BoolIfExists',
    '::/0',
    '10.0.0.0/99',
  ],
  ...[
    '{"Ref":"P"}',
    '{"Fn::Sub":"${P}"}',
    '{"Fn::Join":["",[]]}',
    '{"Fn::GetAtt":["R","Arn"]}',
    '{"Fn::If":["C",1,2]}',
    '!Ref R',
  ],
  ...[
    '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/y',
    '/providers/Microsoft.Management/managementGroups/prod',
    'Microsoft.Authorization/roleAssignments/write',
    "ActionMatches{'*'}",
    '@Request[a:b] ',
    'ForAllOfAnyValues:StringLike ',
    '@Environment[UtcNow] DateTimeLessThan ',
    'serviceAccount:a@x.iam.gserviceaccount.com',
    '//cloudresourcemanager.googleapis.com/projects/shop',
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*',
    'timestamp("9999-12-31T23:59:59Z")',
    'duration("99999999999h")',
    'request.time',
    'hasOnly([',
    ' in [',
    '&&',
    '||',
    "r'''",
  ],
  ...[
    'permissions: write-all',
    'on: pull_request_target',
    'uses: ./x',
    'runs-on: self-hosted',
    'secrets: inherit',
  ],
];

const joined = (left: string, middle: string, right: string): string => left + middle + right;

type Change = (text: string, draw: Draw, other: string) => string;

const span = (text: string, draw: Draw): readonly [from: number, to: number] => {
  const from = draw(text.length + 1);
  return [from, Math.min(text.length, from + draw(draw(8) === 0 ? 400 : 12))];
};

const changes: readonly Change[] = [
  // A token put in.
  (text, draw) => {
    const at = draw(text.length + 1);
    return joined(text.slice(0, at), tokens[draw(tokens.length)]!, text.slice(at));
  },
  // A token in the place of some text.
  (text, draw) => {
    const [from, to] = span(text, draw);
    return joined(text.slice(0, from), tokens[draw(tokens.length)]!, text.slice(to));
  },
  // Something cut out.
  (text, draw) => {
    const [from, to] = span(text, draw);
    return text.slice(0, from) + text.slice(to);
  },
  // Something repeated.
  (text, draw) => {
    const [from, to] = span(text, draw);
    return joined(
      text.slice(0, to),
      text.slice(from, to).repeat(draw(4) === 0 ? draw(40) : 1),
      text.slice(to),
    );
  },
  // A value of JSON or YAML replaced whole.
  (text, draw) => {
    const values = [
      ...text.slice(0, 20_000).matchAll(/"(?:[^"\\\n]|\\.){0,200}"|-?\d[\d.:TZ-]*|\b(?:true|false|null)\b/g),
    ];
    const found = values[draw(Math.max(values.length, 1))];
    if (found === undefined) return text;
    const value = draw(3) === 0 ? values[draw(values.length)]![0] : tokens[draw(tokens.length)]!;
    const quoted = draw(2) === 0 ? value : JSON.stringify(value);
    return joined(text.slice(0, found.index), quoted, text.slice(found.index + found[0].length));
  },
  // The beginning of one and the end of another.
  (text, draw, other) => text.slice(0, draw(text.length + 1)) + other.slice(draw(other.length + 1)),
  // Cut short.
  (text, draw) => text.slice(0, draw(text.length + 1)),
  // A character turned into another.
  (text, draw) => {
    const at = draw(text.length + 1);
    return joined(
      text.slice(0, at),
      String.fromCharCode(draw(draw(4) === 0 ? 65_536 : 128)),
      text.slice(at + 1),
    );
  },
  // Two lines in turn.
  (text, draw) => {
    const lines = text.split('\n', 2_000);
    const [a, b] = [draw(lines.length), draw(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join('\n');
  },
  // Nested.
  (text, draw) => {
    const [open, close] = (
      [
        ['[', ']'],
        ['{"a":', '}'],
        ['{"Fn::Join":["",[', ']]}'],
      ] as const
    )[draw(3)]!;
    const depth = draw(draw(100) === 0 ? 2_000 : 6);
    const [from, to] = span(text, draw);
    return joined(
      text.slice(0, from),
      open.repeat(depth) + text.slice(from, to) + close.repeat(depth),
      text.slice(to),
    );
  },
];

/** Longer texts are cut: what grows with the text is looked at by `npm run bench:worst`. */
const longest = 60_000;

/** One to a few changes, one after the other. */
export const mutated = (text: string, draw: Draw, other: string): string => {
  let changed = text;
  const count = 1 + draw(draw(3) === 0 ? 8 : 2);
  for (let index = 0; index < count; index += 1)
    changed = changes[draw(changes.length)]!(changed, draw, other);
  return changed.length > longest ? changed.slice(0, longest) : changed;
};
