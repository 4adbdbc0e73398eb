import { expect, test } from 'vitest';
import { absent, chosen, type KeyValue, known } from '../../../../connectors/aws/policy/condition.ts';
import { requestValue, serviceCall } from '../../../../connectors/aws/policy/request-keys.ts';

/** Actions and keys of each row; one that ends in `…` goes on with anything, and no other does. */
const words = (text: string): readonly string[] => text.split(' ');
const among = (...values: readonly (string | undefined)[]): KeyValue => ({
  is: 'chosen',
  among: values.map((value) => (value === undefined ? undefined : [value])),
});

const rows: readonly (readonly [actions: string, keys: string, value?: KeyValue])[] = [
  [
    'ec2:runinstances ec2:requestspotinstances ec2:requestspotfleet ec2:createfleet',
    'ec2:instanceprofile ec2:instancetype ec2:instancemarkettype ec2:instanceautorecovery ec2:instancemetadatatags ec2:tenancy ec2:ebsoptimized ec2:metadatahttp… ec2:availabilityzone ec2:availabilityzoneid ec2:rootdevicetype ec2:owner ec2:public ec2:imagetype ec2:encrypted ec2:volumesize ec2:volumetype ec2:volumeiops ec2:volumethroughput ec2:volumeinitializationrate ec2:associatepublicipaddress ec2:islaunchtemplateresource ec2:keypairname ec2:region',
  ],
  ['ec2:modifyinstanceattribute', 'ec2:attribute', among('UserData', 'userData')],
  ['ec2:associateiaminstanceprofile… ec2:replaceiaminstanceprofile…', 'ec2:newinstanceprofile'],
  ['ec2-instance-connect:…', 'ec2:osuser'],
  [
    'lambda:…',
    'lambda:layer lambda:vpcids lambda:subnetids lambda:securitygroupids lambda:functionurlauthtype lambda:principal lambda:functionarn',
  ],
  [
    'ecs:…',
    'ecs:cluster ecs:task-definition ecs:service ecs:enable-… ecs:compute-compatibility ecs:privileged ecs:task-cpu ecs:task-memory ecs:capacity-provider ecs:auto-assign-public-ip ecs:propagate-tags ecs:subnet ecs:namespace',
  ],
  ['glue:create… glue:update…', 'glue:vpcids glue:subnetids glue:securitygroupids'],
  ['sagemaker:create…', 'sagemaker:networkisolation', among(undefined, 'false')],
  [
    'sagemaker:create… sagemaker:update…',
    'sagemaker:instancetypes sagemaker:directinternetaccess sagemaker:rootaccess sagemaker:vpc… sagemaker:intercontainertrafficencryption sagemaker:maxruntimeinseconds sagemaker:volumekmskeyarn sagemaker:outputkmskeyarn sagemaker:keepaliveperiod sagemaker:acceleratortypes sagemaker:minimuminstancemetadataserviceversion sagemaker:appnetworkaccesstype sagemaker:serverless…',
  ],
  [
    'cloudformation:…',
    'cloudformation:resourcetypes',
    among(undefined, 'AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::*', 'AWS::*'),
  ],
  [
    'cloudformation:…',
    'cloudformation:templateurl cloudformation:rolearn cloudformation:stackpolicyurl cloudformation:changesetname cloudformation:importresourcetypes cloudformation:targetregion',
  ],
  [
    'eks:associateaccesspolicy',
    'eks:policyarn',
    among(
      'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      'arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy',
      'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy',
    ),
  ],
  [
    'eks:…',
    'eks:accessentrytype eks:accessscope eks:kubernetesgroups eks:username eks:namespaces eks:principalarn',
  ],
  ['codebuild:…', 'codebuild:servicerole codebuild:buildbatchconfig.servicerole'],
  ['batch:…', 'batch:…'],
  ['apprunner:…', 'apprunner:…'],
  ['appsync:…', 'appsync:visibility'],
  ['apigateway:…', 'apigateway:request/…'],
  ['autoscaling:create…', 'autoscaling:…'],
  ['bedrock-agentcore:create… bedrock-agentcore:update…', 'bedrock-agentcore:…'],
  ['elasticbeanstalk:create…', 'elasticbeanstalk:…'],
  ['imagebuilder:create…', 'imagebuilder:…'],
  ['elasticmapreduce:runjobflow', 'elasticmapreduce:requesttag/…'],
  ['events:put…', 'events:managedby', absent],
  ['events:put…', 'events:source events:detail…'],
  ['ssm:…', 'ssm:documenttype ssm:documentversion ssm:sessiondocumentaccesscheck ssm:overwrite'],
  ['states:…', 'states:statemachinequalifier'],
  ['iam:passrole', 'iam:associatedresourcearn'],
];

const plain = (word: string): string => (word.endsWith('…') ? word.slice(0, -1) : word);
const cases = rows.flatMap(([actions, keys, value = chosen]) =>
  words(keys).map((key) => [key, words(actions), value] as const),
);

test.each(cases)('%s in %j', (key, actions, value) => {
  for (const action of actions) {
    expect(requestValue(plain(action), plain(key))).toEqual(value);
    expect(requestValue(`an-${plain(action)}`, plain(key))).toBeUndefined();
    expect(requestValue(plain(action), `a-${plain(key)}`)).toBeUndefined();
    expect(requestValue(`${plain(action)}x`, plain(key))).toEqual(action.endsWith('…') ? value : undefined);
    expect(requestValue(plain(action), `${plain(key)}x`)).toEqual(key.endsWith('…') ? value : undefined);
  }
});

test.each([
  ['ec2:terminateinstances', 'ec2:instancetype'],
  ['autoscaling:createlaunchconfiguration', 'autoscaling:resourcetag/a'],
  ['events:deleterule', 'events:source'],
  ['codebuild:startbuild', 'codebuild:buildbatchconfigxservicerole'],
])('%s: %s is not for the caller to set', (action, key) => {
  expect(requestValue(action, key)).toBeUndefined();
});

test('what a service calls with', () => {
  expect(Object.fromEntries(serviceCall)).toEqual({
    'aws:multifactorauthpresent': absent,
    'aws:multifactorauthage': absent,
    'sts:externalid': absent,
    'aws:sourcevpc': absent,
    'aws:sourcevpce': absent,
    'aws:sourcevpcarn': absent,
    'aws:vpcsourceip': absent,
    'aws:principalaccount': absent,
    'aws:principalorgid': absent,
    'aws:principalorgpaths': absent,
    'aws:username': absent,
    'aws:sourceip': known('192.0.2.77'),
  });
});
