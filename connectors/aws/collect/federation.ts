import type { AccountSession } from './session.ts';
import type { Reader } from './source.ts';
import { askEach, iamPages, putRecord, readSource } from './source.ts';

/** OIDC providers with their audiences. */
export const readOidcProviders = async (session: AccountSession, reader: Reader): Promise<void> => {
  const { iam, sdk, request } = session;
  const arns: string[] = [];
  const listed = await readSource(reader, 'iam:ListOpenIDConnectProviders', async (tally) => {
    const answer = await iam.send(new sdk.iam.ListOpenIDConnectProvidersCommand({}), request);
    for (const { Arn } of answer.OpenIDConnectProviderList ?? []) {
      if (Arn === undefined) tally.malformed += 1;
      else arns.push(Arn);
    }
    tally.entries = arns.length;
    return undefined;
  });
  const source = 'iam:GetOpenIDConnectProvider';
  await readSource(reader, source, async (tally) => {
    if (listed.status !== 'complete')
      return {
        status: 'skipped',
        detail: 'not asked: the list of providers could not be read (see iam:ListOpenIDConnectProviders)',
      };
    const known = new Set<string>();
    const said = await askEach(arns, source, async (Arn) => {
      const { Url, ClientIDList, CreateDate, Tags } = await iam.send(
        new sdk.iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: Arn }),
        request,
      );
      known.add(Arn);
      await putRecord(reader, tally, 'aws.oidc-provider', { Arn, Url, ClientIDList, CreateDate, Tags });
    });
    // Of the others it is known that they exist, not what they trust.
    for (const Arn of arns) if (!known.has(Arn)) await putRecord(reader, tally, 'aws.oidc-provider', { Arn });
    return said;
  });
};

export const readSamlProviders = async (session: AccountSession, reader: Reader): Promise<void> => {
  const { iam, sdk, request } = session;
  await readSource(reader, 'iam:ListSAMLProviders', async (tally) => {
    const answer = await iam.send(new sdk.iam.ListSAMLProvidersCommand({}), request);
    for (const one of answer.SAMLProviderList ?? []) await putRecord(reader, tally, 'aws.saml-provider', one);
    return undefined;
  });
};

/** By its name: an answer of the journal is no error of the SDK's class. */
const isFeatureDisabled = (error: unknown): boolean =>
  error instanceof Error && /^FeatureDisabled(?:Exception)?$/.test(error.name);

/** Whether the account issues tokens that are trusted outside of AWS. */
export const readOutboundFederation = async (session: AccountSession, reader: Reader): Promise<void> => {
  const { iam, sdk, request } = session;
  await readSource(reader, 'iam:GetOutboundWebIdentityFederationInfo', async (tally) => {
    const answer = await iam
      .send(new sdk.iam.GetOutboundWebIdentityFederationInfoCommand({}), request)
      .catch((error: unknown) => {
        // AWS's way to say "no".
        // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html
        if (isFeatureDisabled(error)) return { JwtVendingEnabled: false };
        throw error;
      });
    await putRecord(reader, tally, 'aws.outbound-federation', answer);
    return undefined;
  });
};

/** Access that AWS itself bounds in time and that somebody approves. */
export const readDelegationRequests = async (session: AccountSession, reader: Reader): Promise<void> => {
  const { iam, sdk, request } = session;
  await readSource(reader, 'iam:ListDelegationRequests', async (tally) => {
    const pages = iamPages(tally, (marker) =>
      iam.send(new sdk.iam.ListDelegationRequestsCommand({ MaxItems: 1000, ...marker }), request),
    );
    for await (const page of pages) {
      for (const one of page.DelegationRequests ?? [])
        await putRecord(reader, tally, 'aws.delegation-request', one);
    }
    return undefined;
  });
};

export const readAccountSummary = async (session: AccountSession, reader: Reader): Promise<void> => {
  const { iam, sdk, request } = session;
  await readSource(reader, 'iam:GetAccountSummary', async (tally) => {
    const { SummaryMap } = await iam.send(new sdk.iam.GetAccountSummaryCommand({}), request);
    await putRecord(reader, tally, 'aws.account-summary', { SummaryMap });
    return undefined;
  });
};

/** The alias of the account, where it has one. */
export const readAccountAlias = async (
  session: AccountSession,
  reader: Reader,
): Promise<string | undefined> => {
  const { iam, sdk, request } = session;
  let alias: string | undefined;
  await readSource(reader, 'iam:ListAccountAliases', async () => {
    const answer = await iam.send(new sdk.iam.ListAccountAliasesCommand({}), request);
    alias = answer.AccountAliases?.[0];
    return undefined;
  });
  return alias;
};
