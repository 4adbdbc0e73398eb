import { deadlineOf, defaultBounds } from '../../../src/collection/bounds.ts';
import { loadSdk, openBaseSession } from './session.ts';

/** An account of the organisation. */
export interface AwsTarget {
  readonly id: string;
  readonly title?: string;
}

/** Accounts that are active, of the organisation of the credential. Throws what AWS answers where it does not list them. */
export async function* awsTargets({
  profile,
  signal,
}: {
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
}): AsyncGenerator<AwsTarget> {
  const sdk = await loadSdk();
  const { organizations, request } = await openBaseSession({
    sdk,
    signal,
    profile,
    bounds: defaultBounds,
    inTime: deadlineOf(defaultBounds, Date.now),
  });
  let token: string | undefined;
  do {
    const page = await organizations.send(
      new sdk.organizations.ListAccountsCommand(token === undefined ? {} : { NextToken: token }),
      request,
    );
    for (const { Id, Name, Status } of page.Accounts ?? []) {
      if (Id === undefined || Status !== 'ACTIVE') continue;
      yield Name === undefined ? { id: Id } : { id: Id, title: Name };
    }
    token = page.NextToken;
  } while (token !== undefined);
}
