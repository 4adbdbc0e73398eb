import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import { delegationsOf } from '../identities/delegations.ts';
import type { Principal } from '../identities/principals.ts';

const short = (scope: string): string => scope.replace(/^https:\/\/www\.googleapis\.com\/auth\//, '');

/** Scopes that show and change nothing. https://developers.google.com/identity/protocols/oauth2/scopes */
const onlyReads = (scope: string): boolean =>
  /\.readonly$/.test(scope) || /^(?:openid|email|profile|userinfo\.(?:email|profile))$/.test(short(scope));

/**
 * Accounts that act for everybody of a domain of Workspace. What that opens is not of Google Cloud: mail, files, the directory.
 * https://support.google.com/a/answer/162106
 */
export const delegatedForDomain = ({
  inventory,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const delegations = delegationsOf(inventory);
  return ({ fact, name }) => {
    const delegation = [fact?.data.oauth2ClientId, fact?.data.uniqueId].flatMap(
      (client) => (client == null ? undefined : delegations.get(client)) ?? [],
    )[0];
    if (delegation === undefined) return [];
    const scopes = delegation.data.scopes ?? [];
    const strong = scopes.filter((scope) => !onlyReads(scope));
    const shown = (strong.length > 0 ? strong : scopes).map(short);
    const more = shown.length > 3 ? ` and ${shown.length - 3} more` : '';
    const what =
      shown.length === 0 ? 'scopes that the report does not name' : shown.slice(0, 3).join(', ') + more;
    const directory = strong.some((scope) => /^admin\.directory\./.test(short(scope)));
    return [
      {
        kind: 'consent-for-everybody',
        key: 'workspace',
        says: `${name} may act as every user of a Workspace domain: ${what}`,
        severity: directory ? 'critical' : strong.length > 0 || scopes.length === 0 ? 'high' : 'medium',
        evidence: [
          {
            ...sourceOf(delegation),
            says: `an administrator agreed${delegation.data.time == null ? '' : ` on ${delegation.data.time.slice(0, 10)}`}`,
          },
        ],
        fix: 'In the Admin console (Security, API controls, Domain-wide delegation) take out the scopes that it does not use, or the client; share files and calendars with the account itself where that is enough.',
      },
    ];
  };
};
