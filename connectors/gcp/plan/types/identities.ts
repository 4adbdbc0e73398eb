import { given, nothing } from '../../../../src/plan/fact-types.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../../src/plan/text.ts';
import { recordFact } from '../facts.ts';
import {
  accountEmail,
  emailIn,
  groupAddress,
  known,
  poolName,
  standIn,
  text,
  textOr,
  type View,
} from '../names.ts';
import type { PlanType } from './reading.ts';

/** Accounts, what proves them, groups, and whose tokens pools take. */

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const account: PlanType = {
  gives: 'a service account',
  identity: accountEmail,
  read: (resource, values, view) => {
    const email = accountEmail(resource, values, view);
    return {
      facts: [
        recordFact('gcp.service-account', email, {
          email,
          uniqueId: text(values.unique_id) ?? email,
          projectId: view.projectOf(resource, values),
          displayName: text(values.display_name) ?? null,
          disabled: values.disabled === true,
        }),
      ],
    };
  },
};

const forAccount = (
  field: string,
  kind: string,
  fact: (
    email: string,
    resource: PlannedResource,
    values: Values,
    view: View,
  ) => ReturnType<typeof recordFact>,
): PlanType => ({
  gives: `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind} of a service account: it works until somebody deletes it`,
  read: (resource, values, view) => {
    const of = view.text(values[field]);
    return given(of, 'which account the key is for', (written) => ({
      facts: [fact(emailIn(written), resource, values, view)],
    }));
  },
});

const key = forAccount('service_account_id', 'key', (email, { address }, values) => {
  const id = lastOf(text(values.name) ?? standIn(address));
  const name = `projects/-/serviceAccounts/${email}/keys/${id}`;
  return recordFact('gcp.service-account-key', name, {
    name,
    keyType: 'USER_MANAGED',
    validAfterTime: text(values.valid_after) ?? null,
    validBeforeTime: text(values.valid_before) ?? null,
  });
});

const hmacKey = forAccount('service_account_email', 'HMAC key', (email, { address }, values) => {
  const accessId = text(values.access_id) ?? standIn(address);
  return recordFact('gcp.hmac-key', accessId, {
    accessId,
    serviceAccountEmail: email,
    state: text(values.state) ?? 'ACTIVE',
  });
});

/** Absent: anybody may use it, for every API that is enabled. */
const restrictionsOf = (values: Values, view: View) => {
  const [block] = blocksOf(values.restrictions);
  if (block === undefined) return null;
  const [browser] = blocksOf(block.browser_key_restrictions);
  const [server] = blocksOf(block.server_key_restrictions);
  const [android] = blocksOf(block.android_key_restrictions);
  const [ios] = blocksOf(block.ios_key_restrictions);
  return {
    apiTargets: blocksOf(block.api_targets).map(({ service, methods }) => ({
      service: textOr(service, view, 'a service'),
      methods: known(methods, view),
    })),
    browserKeyRestrictions:
      browser === undefined ? null : { allowedReferrers: known(browser.allowed_referrers, view) },
    serverKeyRestrictions: server === undefined ? null : { allowedIps: known(server.allowed_ips, view) },
    androidKeyRestrictions:
      android === undefined
        ? null
        : {
            allowedApplications: blocksOf(android.allowed_applications).map(({ package_name: name }) => ({
              packageName: textOr(name, view, 'an application'),
            })),
          },
    iosKeyRestrictions: ios === undefined ? null : { allowedBundleIds: known(ios.allowed_bundle_ids, view) },
  };
};

/** Bound to an account it is a credential of that, else an identity of its own. */
const apiKey: PlanType = {
  gives: 'an API key, of a service account or for itself: it works until somebody deletes it',
  read: (resource, values, view) => {
    const of = view.text(values.service_account_email);
    const name = `projects/${view.projectOf(resource, values)}/locations/global/keys/${lastOf(textOr(values.name, view, resource.address))}`;
    const fact = (serviceAccountEmail: string | null) =>
      recordFact('gcp.api-key', name, {
        name,
        uid: text(values.uid) ?? standIn(resource.address),
        displayName: text(values.display_name) ?? null,
        serviceAccountEmail,
        restrictions: restrictionsOf(values, view),
      });
    return of.is === 'absent'
      ? { facts: [fact(null)] }
      : given(of, 'which account the key is for', (written) => ({ facts: [fact(emailIn(written))] }));
  },
};

/** https://cloud.google.com/iam/docs/workload-identity-federation */
const provider: PlanType = {
  gives: 'whose tokens a pool takes: issuer, audiences, attribute condition, what attributes are made of',
  read: (resource, values, view) => {
    const pool = poolName(resource, values, view);
    const id = textOr(
      values.workload_identity_pool_provider_id ?? values.provider_id,
      view,
      resource.address,
    );
    const name = `${pool}/providers/${lastOf(id)}`;
    const condition = view.text(values.attribute_condition);
    const [oidc] = blocksOf(values.oidc);
    const [aws] = blocksOf(values.aws);
    const mapping =
      typeof values.attribute_mapping === 'object' && values.attribute_mapping !== null
        ? Object.entries(values.attribute_mapping).flatMap(([attribute, each]) =>
            typeof each === 'string' ? [[attribute, each] as const] : [],
          )
        : [];
    const remapped =
      resource.before !== undefined &&
      JSON.stringify(resource.before.attribute_mapping) !== JSON.stringify(values.attribute_mapping);
    return {
      facts: [
        recordFact('gcp.pool-provider', name, {
          name,
          disabled: values.disabled === true,
          attributeMapping: Object.fromEntries(mapping),
          attributeCondition: condition.is === 'known' ? condition.text : null,
          oidc:
            oidc === undefined
              ? null
              : {
                  issuerUri: textOr(oidc.issuer_uri, view, resource.address),
                  allowedAudiences: known(oidc.allowed_audiences, view),
                },
          aws: aws === undefined ? null : { accountId: textOr(aws.account_id, view, resource.address) },
          saml: blocksOf(values.saml).length > 0 ? {} : null,
          x509: blocksOf(values.x509).length > 0 ? {} : null,
        }),
      ],
      unknown: [
        ...(condition.is === 'computed'
          ? [{ who: `pool ${pool}`, what: 'under which condition tokens are taken', why: condition.why }]
          : []),
        ...(remapped
          ? [
              {
                who: `pool ${pool}`,
                what: 'who of the pool is whom now',
                why: 'its attributes are made of other claims, and nothing here lists whom policies name',
                toldByEstate: true as const,
              },
            ]
          : []),
      ],
    };
  },
};

const pool: PlanType = {
  gives: 'a pool: whose tokens it takes stands in its providers',
  identity: (resource, values, view) => `pool ${poolName(resource, values, view)}`,
  read: () => nothing,
};

/** A membership names its group by `groups/ID`, roles by its address. */
const groupOf = (written: string, { plan }: View): string => {
  const own = plan.resources.find(
    ({ type, before, after }) =>
      type === 'google_cloud_identity_group' && [before, after].some((values) => values?.id === written),
  );
  const values = own?.after ?? own?.before;
  return own === undefined || values === undefined ? written.toLowerCase() : groupAddress(own, values);
};

/** https://cloud.google.com/identity/docs/groups */
const membership: PlanType = {
  gives: 'who enters a group',
  read: (_, values, view) =>
    given(view.text(values.group), 'which group it is', (written) => {
      const [entering] = [...blocksOf(values.preferred_member_key), ...blocksOf(values.member_key)];
      return given(view.text(entering?.id), 'who enters the group', (member) => {
        const group = groupOf(written, view);
        return { facts: [recordFact('gcp.membership', `${group} ${member}`, { group, member })] };
      });
    }),
};

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs */
export const identityTypes: Readonly<Record<string, PlanType>> = {
  google_service_account: account,
  google_service_account_key: key,
  google_storage_hmac_key: hmacKey,
  google_apikeys_key: apiKey,
  google_iam_workload_identity_pool: pool,
  google_iam_workload_identity_pool_provider: provider,
  google_iam_workforce_pool_provider: provider,
  google_cloud_identity_group: {
    gives: 'a group',
    identity: (resource, values) => `group ${groupAddress(resource, values)}`,
    read: () => nothing,
  },
  google_cloud_identity_group_membership: membership,
};
