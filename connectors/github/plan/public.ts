import { type IdentityType, line, none } from '../../../src/plan/identity-reader.ts';
import { ownerOf } from './names.ts';

/** What everyone on the internet reads, without a credential. */

/** https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository */
export const publicTypes: Readonly<Record<string, IdentityType>> = {
  github_repository: {
    gives: 'whether everyone may read what was private',
    read: (resource, values, view) => {
      // One that is made public holds nothing yet.
      if (resource.before === undefined || values.visibility !== 'public') return none;
      const owner = ownerOf(resource, view);
      // On both sides as it is called in the end: another name lets nobody in.
      const name = String((resource.after ?? values).name);
      const id = `${owner}/${name}`;
      const grant = line({
        scope: owner,
        service: 'repository',
        level: 'read',
        privileges: ['contents: read'],
        resources: [id],
      });
      return {
        facts: [],
        resources: [
          {
            id: `github:repository/${id}`,
            kind: 'repository',
            scope: owner,
            access: [{ party: 'everyone', principal: '*', external: 'yes', lines: [grant] }],
          },
        ],
      };
    },
  },
};
