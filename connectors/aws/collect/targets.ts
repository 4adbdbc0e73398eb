import { deadlineOf, defaultBounds } from '../../../src/collection/bounds.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import type { Target } from '../../connector.ts';
import { firstOf, loadSdk, openBaseSession } from './session.ts';

/** Accounts that are active, of the organisation of the credential. Throws what AWS answers where it does not list them all. */
export async function* awsTargets({
  profile,
  signal,
}: {
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
}): AsyncGenerator<Target> {
  const sdk = await loadSdk();
  const { organizations, request } = await openBaseSession({
    sdk,
    signal,
    profile,
    bounds: defaultBounds,
    first: firstOf(defaultBounds),
    inTime: deadlineOf(defaultBounds, Date.now),
  });
  let token: string | undefined;
  do {
    const page = await organizations.send(
      new sdk.organizations.ListAccountsCommand(token === undefined ? {} : { NextToken: token }),
      request,
    );
    if (page.Accounts === undefined) throw answerFault('the answer is not the list that AWS documents');
    for (const { Id, Name, State, Status } of page.Accounts) {
      if (Id === undefined || (State ?? Status) !== 'ACTIVE') continue;
      yield Name === undefined ? { id: Id } : { id: Id, title: Name };
    }
    token = page.NextToken;
  } while (token !== undefined);
}
