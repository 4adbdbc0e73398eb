import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/** Findings carry these as `owasp`, and not again among their controls. */
export const owaspNhi2025: Framework = {
  id: 'owasp-nhi-2025',
  name: 'OWASP NHI Top 10 2025',
  version: '2025',
  title: 'OWASP Non-Human Identities Top 10',
  source: 'https://owasp.org/www-project-non-human-identities-top-10/2025/top-10-2025',
  scope: allIdentities,
  controls: [
    { id: 'NHI1:2025', about: 'identities that outlive their purpose or their owner' },
    { id: 'NHI2:2025', about: 'secrets that can be read by those who should not' },
    { id: 'NHI3:2025', about: 'third parties that hold access of their own' },
    { id: 'NHI4:2025', about: 'proof of identity that is weak or outdated' },
    { id: 'NHI5:2025', about: 'more privileges than the task needs' },
    { id: 'NHI6:2025', about: 'deployment pipelines with access that is set up loosely' },
    { id: 'NHI7:2025', about: 'secrets that work for long, or for ever' },
    { id: 'NHI8:2025', about: 'one identity across production and other environments' },
    { id: 'NHI9:2025', about: 'one identity for several workloads' },
    { id: 'NHI10:2025', about: 'people acting as a machine' },
  ],
  byRisk: {
    'NHI1:2025': ['NHI1:2025'],
    'NHI2:2025': ['NHI2:2025'],
    'NHI3:2025': ['NHI3:2025'],
    'NHI4:2025': ['NHI4:2025'],
    'NHI5:2025': ['NHI5:2025'],
    'NHI6:2025': ['NHI6:2025'],
    'NHI7:2025': ['NHI7:2025'],
    'NHI8:2025': ['NHI8:2025'],
    'NHI9:2025': ['NHI9:2025'],
    'NHI10:2025': ['NHI10:2025'],
  },
};
