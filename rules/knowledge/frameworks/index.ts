import type { Framework } from '../../../src/model/framework.ts';
import { cisAwsV50 } from './cis-aws-v5-0.ts';
import { cisAwsV70 } from './cis-aws-v7-0.ts';
import { cisAzureV60 } from './cis-azure-v6-0.ts';
import { cisControlsV81 } from './cis-controls-v8-1.ts';
import { cisGcpV50 } from './cis-gcp-v5-0.ts';
import { cisGithubV12 } from './cis-github-v1-2.ts';
import { cisM365V70 } from './cis-m365-v7-0.ts';
import { csaAicm10 } from './csa-aicm-1-0.ts';
import { csaCcmV40 } from './csa-ccm-v4-0.ts';
import { csaCcmV41 } from './csa-ccm-v4-1.ts';
import { csaMaestro2025 } from './csa-maestro-2025.ts';
import { iso270012022 } from './iso-27001-2022.ts';
import { nistAiRmf10 } from './nist-ai-rmf-1-0.ts';
import { nistCsf20 } from './nist-csf-2-0.ts';
import { nistSp80053r5 } from './nist-sp-800-53-r5.ts';
import { owaspAgentic2026 } from './owasp-agentic-2026.ts';
import { owaspMcp2025 } from './owasp-mcp-2025.ts';
import { owaspNhi2025 } from './owasp-nhi-2025.ts';
import { pciDss401 } from './pci-dss-4-0-1.ts';
import { soc22017 } from './soc-2-2017.ts';

export { owaspNhi2025 };

/** Every framework, by release. A new one is a file and a line here. */
export const frameworks: readonly Framework[] = [
  owaspNhi2025,
  nistSp80053r5,
  nistCsf20,
  csaCcmV41,
  csaCcmV40,
  pciDss401,
  iso270012022,
  soc22017,
  cisControlsV81,
  cisAwsV70,
  cisAwsV50,
  cisAzureV60,
  cisM365V70,
  cisGcpV50,
  cisGithubV12,
  nistAiRmf10,
  csaAicm10,
  csaMaestro2025,
  owaspAgentic2026,
  owaspMcp2025,
];
