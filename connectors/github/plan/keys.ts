import {
  given,
  type IdentityFact,
  type IdentityType,
  joined,
  line,
  type ReaderView,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import type { Text } from '../../../src/plan/text.ts';
import { redactText } from '../../../src/redaction/text.ts';
import { repositoryName, repositoryPattern, who } from './names.ts';
import { onRepository } from './roles.ts';

/** What acts by itself or as its user: keys and apps. */

const staticKey = (party: Who, kind: string, id: string): IdentityFact => ({
  who: party,
  credential: { id, kind, lifetime: 'static' },
});

/** What a person wrote there is a name here. */
const titleOf = ({ title }: Values, view: ReaderView): Text => {
  const written = view.text(title);
  return written.is === 'known' ? { ...written, text: redactText(written.text).text } : written;
};

const deployKeyOf = (resource: PlannedResource, values: Values, view: ReaderView): Who | undefined => {
  const repository = view.text(values.repository);
  const title = titleOf(values, view);
  return repository.is === 'known' && title.is === 'known'
    ? who(resource, view, 'deploy-key', `${repositoryName(repository.text, view)}/${title.text}`, 'machine')
    : undefined;
};

/** An app's permissions are its own: a plan shows only where they hold. */
const installed = (
  resource: PlannedResource,
  installation: unknown,
  repositories: readonly Text[],
  view: ReaderView,
): TypeReading =>
  given(view.text(installation), 'which app it is', (id) => {
    const app = who(resource, view, 'app-installation', id, 'machine');
    return joined(
      repositories.map((repository) =>
        given(repository, 'on which repository', (name) => ({
          facts: [
            {
              who: app,
              line: line({
                scope: app.scope,
                service: 'repository',
                level: 'write',
                privileges: ["the app's permissions"],
                resources: [repositoryPattern(resource, repositoryName(name, view), view)],
              }),
            },
          ],
        })),
      ),
    );
  });

/** https://registry.terraform.io/providers/integrations/github/latest/docs */
export const keyTypes: Readonly<Record<string, IdentityType>> = {
  github_repository_deploy_key: {
    gives: 'a deploy key: a key without expiry that reads, or writes, one repository',
    identity: deployKeyOf,
    read: (resource, values, view) => {
      const key = deployKeyOf(resource, values, view);
      if (key === undefined)
        return {
          facts: [],
          unknown: [
            {
              what: 'on which repository',
              why: 'it is known only after the change is applied',
              privileged: true,
            },
          ],
        };
      const role: Text = { is: 'known', text: values.read_only === true ? 'pull' : 'push' };
      return joined([
        { facts: [staticKey(key, 'deploy-key', 'deploy-key')] },
        onRepository(resource, view, key, values.repository, role),
      ]);
    },
  },
  github_user_ssh_key: {
    gives: 'an SSH key without expiry for all that its user may do',
    read: (resource, values, view) => {
      const party = who(resource, view, 'user', `{user of ${resource.providerKey}}`);
      const title = titleOf(values, view);
      return {
        facts: [
          staticKey(party, 'ssh-key', title.is === 'known' ? title.text : resource.address),
          {
            who: party,
            line: line({ scope: party.scope, service: 'account', level: 'write', privileges: ['*'] }),
          },
        ],
      };
    },
  },
  github_app_installation_repository: {
    gives: 'one more repository for an installed app',
    read: (resource, values, view) =>
      installed(resource, values.installation_id, [view.text(values.repository)], view),
  },
  github_app_installation_repositories: {
    gives: 'the repositories of an installed app',
    read: (resource, values, view) =>
      installed(resource, values.installation_id, view.texts(values.selected_repositories), view),
  },
};
