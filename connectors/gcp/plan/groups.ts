import {
  given,
  type IdentityType,
  type ReaderView,
  standIn,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../src/plan/text.ts';
import { partyOf } from './names.ts';

/** Groups of Cloud Identity. */

/** https://cloud.google.com/identity/docs/groups */
export const cloudGroup = (resource: PlannedResource, values: Values): Who => {
  const [key] = blocksOf(values.group_key);
  const name = typeof key?.id === 'string' && key.id !== '' ? key.id : standIn(resource.address);
  return partyOf(`group:${name}`)!;
};

export const groupMember: IdentityType = {
  gives: 'who enters a group',
  read: (_, values, view) =>
    given(view.text(values.group), 'which group it is', (group) => {
      const [key] = [...blocksOf(values.preferred_member_key), ...blocksOf(values.member_key)];
      return given(view.text(key?.id), 'who enters the group', (principal) => ({
        facts: [
          {
            who: partyOf(`group:${groupName(group, view)}`)!,
            trust: {
              mechanism: 'assume',
              party: 'identity',
              principal,
              external: 'unknown',
              conditions: [],
            },
          },
        ],
      }));
    }),
};

/** A membership names its group by `groups/ID`, roles by its address. */
const groupName = (text: string, { plan }: ReaderView): string => {
  const own = plan.resources.find(
    ({ type, before, after }) =>
      type === 'google_cloud_identity_group' && [before, after].some((values) => values?.id === text),
  );
  const values = own?.after ?? own?.before;
  return own === undefined || values === undefined ? text : cloudGroup(own, values).name;
};
