import type { Exposure } from '../../../src/model/exposure.ts';
import { evidence, fixBy, plain, quoted, type Read } from './support.ts';

/**
 * Active webhooks whose messages anybody could forge, read or change on their way.
 * https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks
 */
export const unprotectedDelivery = (
  webhook: Read<'github.webhook'>,
  organization: string,
): readonly Exposure[] => {
  const { data } = webhook;
  if (data.active === false) return [];
  const base =
    data.repository === undefined
      ? `orgs/${organization}/hooks/${data.id}/config`
      : `repos/${data.repository.full_name}/hooks/${data.id}/config`;
  const patch = (...fields: readonly string[]): string =>
    `gh api --method PATCH ${quoted(base)} ${fields.map((each) => `--field ${each}`).join(' ')}`;
  const receiver = /^[a-z]+:\/\/([^/?#]+)/i.exec(data.url ?? '')?.[1] ?? 'its receiver';
  const which = `Webhook ${data.id} of ${plain(data.repository?.full_name ?? organization)} to ${plain(receiver)}`;
  const found: Exposure[] = [];
  if (!data.has_secret)
    found.push({
      kind: 'unprotected-delivery',
      key: 'secret',
      says: `${which} has no secret: its receiver cannot tell GitHub's messages from others'`,
      evidence: [evidence('github.webhook', webhook, 'no secret is set', '/has_secret')],
      fix: fixBy(
        'Set a secret, which the command takes from WEBHOOK_SECRET of the environment, and let the receiver check X-Hub-Signature-256.',
        patch('secret="$WEBHOOK_SECRET"'),
      ),
    });
  if (/^http:\/\//i.test(data.url ?? ''))
    found.push({
      kind: 'unprotected-delivery',
      key: 'http',
      says: `${which} is sent over plain HTTP`,
      evidence: [evidence('github.webhook', webhook, 'its address begins with http:', '/url')],
      fix: fixBy('Give it an https address.', patch('url=https://ADDRESS')),
    });
  else if (data.insecure_ssl === true)
    found.push({
      kind: 'unprotected-delivery',
      key: 'insecure-ssl',
      says: `${which} does not check the receiver's certificate`,
      evidence: [evidence('github.webhook', webhook, 'certificates are not checked', '/insecure_ssl')],
      fix: fixBy("Turn on the check of the receiver's certificate.", patch('insecure_ssl=0')),
    });
  if (data.url_holds_credentials === true)
    found.push({
      kind: 'literal-secret',
      key: 'address',
      says: `The address of webhook ${data.id} of ${plain(data.repository?.full_name ?? organization)} holds a user, a password or a query that may be a token`,
      severity: 'medium',
      confidence: 'low',
      evidence: [
        evidence(
          'github.webhook',
          webhook,
          'user, password or query of the address were left out',
          '/url_holds_credentials',
        ),
      ],
      fix: fixBy(
        'Let the receiver check the signature instead, and revoke the token.',
        patch('url=https://ADDRESS', 'secret="$WEBHOOK_SECRET"'),
      ),
    });
  return found;
};
