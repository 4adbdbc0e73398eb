import type { FrameworkScope } from '../../../src/model/framework.ts';

export const allIdentities: FrameworkScope = { title: 'all identities' };
export const awsIdentities: FrameworkScope = { title: 'AWS identities', providers: ['aws'] };
export const azureIdentities: FrameworkScope = { title: 'Azure identities', providers: ['azure'] };
export const gcpIdentities: FrameworkScope = { title: 'Google Cloud identities', providers: ['gcp'] };
export const githubIdentities: FrameworkScope = { title: 'GitHub identities', providers: ['github'] };
/** Whose configuration of MCP servers is read. */
export const githubAgents: FrameworkScope = {
  title: 'AI agents at GitHub',
  providers: ['github'],
  agents: true,
};
/** A plain CI key is no AI system: mapping one to a framework for these would be padding. */
export const aiAgents: FrameworkScope = { title: 'AI agents', agents: true };
