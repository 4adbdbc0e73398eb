import { expect, test } from 'vitest';
import { callerIdentity as format } from '../../../../connectors/aws/import/caller-identity.ts';
import { sourceOf } from '../../../exports/bytes-source.ts';
import { inputErrorOf, readWith } from '../../../exports/reading.ts';
import { recognises } from '../../../support/providers.ts';

const caller = {
  UserId: 'AROA1:me',
  Account: '111111111111',
  Arn: 'arn:aws:sts::111111111111:assumed-role/audit/me',
};
const read = (content: unknown) =>
  readWith(format, sourceOf(typeof content === 'string' ? content : JSON.stringify(content)));

test('the caller is a record of its account', () => {
  expect(recognises(format, JSON.stringify(caller, null, 4))).toBe(true);
  expect(read({ ...caller, SessionToken: 'hush' })).toEqual({
    records: [
      {
        record: 'aws.caller',
        scope: caller.Account,
        id: caller.Arn,
        data: { Account: caller.Account, Arn: caller.Arn },
      },
    ],
    coverage: [
      {
        connector: 'aws',
        scope: caller.Account,
        source: 'sts:GetCallerIdentity',
        status: 'complete',
        detail: '',
        gives: ['scanner'],
      },
    ],
  });
});

test.each([
  ['an ARN of another account', { ...caller, Account: '222222222222' }, /Arn/],
  ['no ARN', { ...caller, Arn: undefined }, /Arn/],
  ['a value that is no JSON', '{"UserId":"x","Account":hush,"Arn":"x"}', /^Account: not valid JSON$/],
  ['a cut file', JSON.stringify(caller).slice(0, -1), /cut short/],
])('%s is refused', (_, content, what) => {
  const { message, remedy } = inputErrorOf(() => read(content));
  expect(message).toMatch(what);
  expect(remedy).not.toBe('');
});

test('other files are not recognised', () => {
  expect(recognises(format, '{"Account":"1","Arn":"x"}')).toBe(false);
});
