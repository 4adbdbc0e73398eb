import type { Condition } from '../../../src/model/condition.ts';
import { isoTime } from '../../../src/model/time.ts';
import {
  given,
  type IdentityFact,
  type IdentityType,
  joined,
  type Line,
  line,
  none,
  type ReaderView,
  type TypeReading,
} from '../../../src/plan/identity-reader.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text } from '../../../src/plan/text.ts';
import { federatedOf, trustedPool } from './federation.ts';
import { accountOf, memberOf, membersOf, partyOf, placeOf } from './names.ts';
import { meaningOf } from './roles.ts';

/** Members, bindings and policies: who gets which role on what, under which condition and until when. */

const timeLimit = /^request\.time\s*<=?\s*timestamp\(\s*["']([^"']+)["']\s*\)$/;

/** https://cloud.google.com/iam/docs/conditions-overview; only what ends by itself is worked out, the rest is compared as written. */
const conditionOf = (value: unknown): Pick<Line, 'duration' | 'until' | 'conditions'> => {
  const [block] = blocksOf(value);
  const expression = block?.expression;
  if (block === undefined) return { duration: 'permanent', conditions: [] };
  if (typeof expression !== 'string') return { duration: 'unknown', conditions: [] };
  const parts = expression.includes('||') ? [expression] : expression.split('&&');
  const written = parts.map((part) =>
    part
      .trim()
      .replace(/^\((.*)\)$/s, '$1')
      .trim(),
  );
  const ends = written.flatMap((part) => timeLimit.exec(part)?.[1] ?? []).map((end) => Date.parse(end));
  const until = Math.min(...ends);
  const conditions = written
    .filter((part) => !timeLimit.test(part))
    .map((part): Condition => ({ class: 'other', operator: 'CEL', key: part, values: ['true'] }));
  return Number.isFinite(until)
    ? { duration: 'time-bound', until: isoTime(until)!, conditions }
    : { duration: 'permanent', conditions };
};

/** Roles on a service account by which somebody becomes it. https://cloud.google.com/iam/docs/service-account-permissions */
const becomes =
  /^roles\/(owner|editor|iam\.(workloadIdentityUser|serviceAccountTokenCreator|serviceAccountUser|serviceAccountOpenIdTokenCreator|serviceAccountKeyAdmin|serviceAccountAdmin|securityAdmin))$/;

const grant = (
  kind: string,
  resource: PlannedResource,
  values: Values,
  view: ReaderView,
  binding: { readonly role: Text; readonly members: readonly Text[]; readonly condition: unknown },
): TypeReading =>
  given(binding.role, 'which role it is', (role) =>
    joined(
      binding.members.map((member) =>
        given(member, `who gets ${role}`, (text) => {
          const who = partyOf(text);
          if (who === undefined) return none;
          const ends = conditionOf(binding.condition);
          const account =
            kind === 'service_account' && becomes.test(role)
              ? accountOf(values.service_account_id, view)
              : undefined;
          const federated = federatedOf(text);
          const everyone = /^all(Authenticated)?Users$/.test(text);
          const trust: IdentityFact[] =
            account === undefined
              ? []
              : [
                  {
                    who: account,
                    trust: {
                      mechanism: 'impersonate',
                      ...(federated === undefined
                        ? {
                            party: everyone ? ('everyone' as const) : ('identity' as const),
                            principal: text,
                            external: everyone ? ('yes' as const) : ('unknown' as const),
                          }
                        : trustedPool(federated)),
                      conditions: [
                        ...(federated?.conditions ?? []),
                        ...ends.conditions,
                        ...(ends.until === undefined
                          ? []
                          : [
                              {
                                class: 'time-bound' as const,
                                operator: 'CEL',
                                key: 'request.time',
                                values: [ends.until],
                                until: ends.until,
                              },
                            ]),
                      ],
                    },
                  },
                ];
          const place = placeOf(kind, resource, values, view);
          const held = line({
            ...place,
            ...meaningOf(role),
            ...ends,
            conditions: [...(federated?.conditions ?? []), ...ends.conditions],
          });
          // Everyone is nobody's identity: the resource lets them in.
          if (everyone)
            return {
              facts: trust,
              resources: [
                {
                  id: `gcp:${place.resources[0]}`,
                  kind,
                  scope: place.scope,
                  access: [{ party: 'everyone', principal: text, external: 'yes', lines: [held] }],
                },
              ],
            };
          return { facts: [{ who, line: held }, ...trust] };
        }),
      ),
    ),
  );

const policyBindings = (text: string): readonly Values[] | undefined => {
  try {
    const policy: unknown = JSON.parse(text);
    const bindings = typeof policy === 'object' && policy !== null ? (policy as Values).bindings : undefined;
    return Array.isArray(bindings) ? (bindings as readonly Values[]) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

export const iamType = (kind: string, form: string): IdentityType => ({
  gives: 'who gets which role on what, under which condition and until when',
  read: (resource, values, view) => {
    if (form !== 'policy') {
      const members = form === 'member' ? [memberOf(values.member, view)] : membersOf(values.members, view);
      return grant(kind, resource, values, view, {
        role: view.text(values.role),
        members,
        condition: values.condition,
      });
    }
    return given(view.text(values.policy_data), 'the text of the policy', (text) => {
      const bindings = policyBindings(text);
      if (bindings === undefined)
        return {
          facts: [],
          unknown: [{ what: 'the text of the policy', why: 'it is not JSON', privileged: true }],
        };
      return joined(
        bindings.map(({ role, members, condition }) =>
          grant(kind, resource, values, view, {
            role: view.text(role),
            members: membersOf(members, view),
            condition: condition === undefined ? [] : [condition],
          }),
        ),
      );
    });
  },
});
