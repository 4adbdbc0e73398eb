import { placeIn } from '../../../src/exports/place.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { checkData, splitAnswers, toRecord } from './element.ts';
import { accountOfArn } from './scope.ts';

/**
 * `aws sts get-caller-identity`: whom the other exports were made as.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const members: ReadonlySet<string> = new Set(['Account', 'Arn']);
const noLists: ReadonlySet<string> = new Set();
const remedy = 'Make the export again: aws sts get-caller-identity --output json';

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  let caller: Record<string, unknown> = {};
  for (const piece of splitAnswers(file, noLists, members)) {
    if (piece.kind === 'value') {
      try {
        caller[piece.key] = JSON.parse(piece.text);
      } catch {
        throw new InputError(`${piece.key}: not valid JSON`, placeIn(file, piece.offset), remedy);
      }
    }
    if (piece.kind !== 'page-end') continue;
    const data = checkData('aws.caller', caller, () => file.name);
    if (accountOfArn(data.Arn) !== data.Account) {
      throw new InputError('Arn: not an ARN of the account', file.name, remedy);
    }
    yield toRecord('aws.caller', data.Account, data);
    yield {
      connector: 'aws',
      scope: data.Account,
      source: 'sts:GetCallerIdentity',
      status: 'complete',
      detail: '',
      gives: ['scanner'],
    };
    caller = {};
  }
}

export const callerIdentity: FileFormat = {
  id: 'aws-caller-identity',
  read,
};
