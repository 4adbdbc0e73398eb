import type { PlanReader } from '../src/plan/planned-resource.ts';
import { awsPlan } from './aws/plan/index.ts';
import { azurePlan } from './azure/plan/index.ts';
import { gcpPlan } from './gcp/plan/index.ts';
import { githubPlan } from './github/plan/index.ts';

/** What each provider understands of plans and templates. A new one is a file and a line here. */
export const planReaders: readonly PlanReader[] = [awsPlan, azurePlan, gcpPlan, githubPlan];

/** What `Ref` and `Fn::GetAtt` of a template give. */
export { attributeText as templateAttributeText } from './aws/plan/template-text.ts';
