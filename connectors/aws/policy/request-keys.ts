import { absent, chosen, type KeyValue, known } from './condition.ts';

/**
 * Keys that describe what a request asks for, so that whoever makes the request sets them. Only of new resources: of one
 * that exists already, the same key says how it is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
interface RequestKeys {
  readonly actions: RegExp;
  readonly keys: RegExp;
  /** What the key has to be for the request to be worth anything; absent: whatever a policy asks for. */
  readonly value?: KeyValue;
}

const clusterPolicies = ['AmazonEKSClusterAdminPolicy', 'AmazonEKSAdminPolicy', 'AmazonEKSEditPolicy'];

const requestKeys: readonly RequestKeys[] = [
  {
    actions: /^ec2:(runinstances|requestspot(instances|fleet)|createfleet)$/,
    keys: /^ec2:(instance(profile|type|markettype|autorecovery|metadatatags)|tenancy|ebsoptimized|metadatahttp.*|availabilityzone(id)?|rootdevicetype|owner|public|imagetype|encrypted|volume(size|type|iops|throughput|initializationrate)|associatepublicipaddress|islaunchtemplateresource|keypairname|region)$/,
  },
  // What a start-up script is changed by.
  {
    actions: /^ec2:modifyinstanceattribute$/,
    keys: /^ec2:attribute$/,
    value: { is: 'chosen', among: [['UserData'], ['userData']] },
  },
  { actions: /^ec2:(associate|replace)iaminstanceprofile/, keys: /^ec2:newinstanceprofile$/ },
  { actions: /^ec2-instance-connect:/, keys: /^ec2:osuser$/ },
  {
    actions: /^lambda:/,
    keys: /^lambda:(layer|vpcids|subnetids|securitygroupids|functionurlauthtype|principal|functionarn)$/,
  },
  {
    actions: /^ecs:/,
    keys: /^ecs:(cluster|task-definition|service|enable-.*|compute-compatibility|privileged|task-(cpu|memory)|capacity-provider|auto-assign-public-ip|propagate-tags|subnet|namespace)$/,
  },
  { actions: /^glue:(create|update)/, keys: /^glue:(vpcids|subnetids|securitygroupids)$/ },
  // A container in isolation has neither a network nor credentials of its role.
  // https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html
  {
    actions: /^sagemaker:create/,
    keys: /^sagemaker:networkisolation$/,
    value: { is: 'chosen', among: [undefined, ['false']] },
  },
  {
    actions: /^sagemaker:(create|update)/,
    keys: /^sagemaker:(instancetypes|directinternetaccess|rootaccess|vpc.*|intercontainertrafficencryption|maxruntimeinseconds|volumekmskeyarn|outputkmskeyarn|keepaliveperiod|acceleratortypes|minimuminstancemetadataserviceversion|appnetworkaccesstype|serverless.*)$/,
  },
  // A stack that may only make some types of resources is worth something where identities are among them.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
  {
    actions: /^cloudformation:/,
    keys: /^cloudformation:resourcetypes$/,
    value: {
      is: 'chosen',
      among: [
        undefined,
        ...['AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::*', 'AWS::*'].map((type) => [
          type,
        ]),
      ],
    },
  },
  {
    actions: /^cloudformation:/,
    keys: /^cloudformation:(templateurl|rolearn|stackpolicyurl|changesetname|importresourcetypes|targetregion)$/,
  },
  // An access policy that lets pods be run.
  // https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
  {
    actions: /^eks:associateaccesspolicy$/,
    keys: /^eks:policyarn$/,
    value: {
      is: 'chosen',
      among: clusterPolicies.map((name) => [`arn:aws:eks::aws:cluster-access-policy/${name}`]),
    },
  },
  {
    actions: /^eks:/,
    keys: /^eks:(accessentrytype|accessscope|kubernetesgroups|username|namespaces|principalarn)$/,
  },
  { actions: /^codebuild:/, keys: /^codebuild:(buildbatchconfig\.)?servicerole$/ },
  { actions: /^batch:/, keys: /^batch:/ },
  { actions: /^apprunner:/, keys: /^apprunner:/ },
  { actions: /^appsync:/, keys: /^appsync:visibility$/ },
  { actions: /^apigateway:/, keys: /^apigateway:request\// },
  {
    actions: /^autoscaling:create/,
    keys: /^autoscaling:(?!resourcetag)/,
  },
  { actions: /^bedrock-agentcore:(create|update)/, keys: /^bedrock-agentcore:/ },
  { actions: /^elasticbeanstalk:create/, keys: /^elasticbeanstalk:/ },
  { actions: /^imagebuilder:create/, keys: /^imagebuilder:/ },
  { actions: /^elasticmapreduce:runjobflow$/, keys: /^elasticmapreduce:requesttag\// },
  { actions: /^events:put/, keys: /^events:managedby$/, value: absent },
  { actions: /^events:put/, keys: /^events:(source|detail.*)$/ },
  {
    actions: /^ssm:/,
    keys: /^ssm:(documenttype|documentversion|sessiondocumentaccesscheck|overwrite)$/,
  },
  { actions: /^states:/, keys: /^states:statemachinequalifier$/ },
  { actions: /^iam:passrole$/, keys: /^iam:associatedresourcearn$/ },
];

/** What whoever makes a request makes of a key in it; undefined: the key is not theirs to set. */
export const requestValue = (action: string, key: string): KeyValue | undefined => {
  const found = requestKeys.find(({ actions, keys }) => keys.test(key) && actions.test(action));
  return found === undefined ? undefined : (found.value ?? chosen);
};

/** What a call by a service on behalf of nobody carries: no second factor, no external id, no network of a customer. */
export const serviceCall: ReadonlyMap<string, KeyValue> = new Map([
  ...[
    'aws:multifactorauthpresent',
    'aws:multifactorauthage',
    'sts:externalid',
    'aws:sourcevpc',
    'aws:sourcevpce',
    'aws:sourcevpcarn',
    'aws:vpcsourceip',
    'aws:principalaccount',
    'aws:principalorgid',
    'aws:principalorgpaths',
    'aws:username',
  ].map((key): [string, KeyValue] => [key, absent]),
  // An address of AWS: of no network that a policy would name. https://www.rfc-editor.org/rfc/rfc5737
  ['aws:sourceip', known('192.0.2.77')],
]);
