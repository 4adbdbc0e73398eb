import { type Element, type Made, object, text } from '../import/element.ts';
import { makeStep, type Place } from './place.ts';

const lookup = 'cloudidentity.groups.lookup';
const memberships = 'cloudidentity.groups.memberships.list';

/** Beyond it groups are said to be unread. */
const mostGroups = 5000;

const memberOf = (group: string, entry: Element): Made => {
  const member = text(object(entry.preferredMemberKey).id).toLowerCase();
  return { kind: 'gcp.membership', id: `${group} ${member}`, data: { group, member, type: entry.type } };
};

/** Who is in the groups, and in the groups in them. */
export const readGroups = async (place: Place, groups: readonly string[]): Promise<void> => {
  place.due(lookup, memberships);
  const open = [...new Set(groups)].sort();
  const seen = new Set(open);
  for (let at = 0; at < open.length && at < mostGroups; at += 1) {
    const email = open[at]!;
    const inner = await makeStep(place, `group ${email}`, async (step) => {
      const found = await step.ask(lookup, { 'groupKey.id': email }, email);
      if (found === undefined) return [];
      const { entries, whole } = await step.list(
        memberships,
        { group: text(found.name).slice('groups/'.length) },
        email,
      );
      step.put(memberships, [
        { kind: 'gcp.group', id: email, data: { email, whole } },
        ...entries.map((entry) => memberOf(email, entry as Element)),
      ]);
      return entries.flatMap((entry) =>
        (entry as Element).type === 'GROUP'
          ? [text(object((entry as Element).preferredMemberKey).id).toLowerCase()]
          : [],
      );
    });
    for (const each of inner) {
      if (seen.has(each) || !each.includes('@')) continue;
      seen.add(each);
      open.push(each);
    }
  }
  if (open.length > mostGroups)
    await makeStep(place, 'groups left out', async ({ remark }) =>
      remark(
        memberships,
        `${open.length - mostGroups} groups were not asked for: more than ${mostGroups}`,
        true,
      ),
    );
};
