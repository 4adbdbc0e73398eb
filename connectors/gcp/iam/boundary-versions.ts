import { once } from '../../../src/model/once.ts';
import { isAmong, type PermissionPattern, permissionPattern } from './names.ts';

/**
 * Permissions that a principal access boundary can keep its principals from, by the version of its enforcement; each has those
 * before it as well. What no version has, a boundary does not stop. As of 2026-04-08.
 * https://cloud.google.com/iam/docs/pab-blocked-permissions
 *
 * A row: the service, what of it is stopped (`*`: all), and after a bar what of that is not.
 */
const versions: readonly string[] = [
  `accessapproval requests.list serviceaccounts.get settings.*
   accesscontextmanager * | gcpUserAccessBindings.*
   bigquery datasets.create datasets.delete datasets.get datasets.setIamPolicy datasets.update jobs.create jobs.delete jobs.list jobs.get models.create models.delete models.list models.updateMetadata routines.create routines.delete routines.list routines.update
   binaryauthorization *
   logging logEntries.create logMetrics.*
   run authorizeddomains.* configurations.get configurations.list domainmappings.* services.create services.delete services.get services.list services.update executions.* jobs.create jobs.delete jobs.get jobs.list jobs.run revisions.* routes.get routes.list tasks.*
   storage buckets.get buckets.getIamPolicy buckets.list buckets.setIamPolicy buckets.update hmacKeys.update objects.delete objects.get objects.setRetention
   dataflow messages.list metrics.get snapshots.list workItems.* jobs.* | jobs.snapshot
   datastore databases.create databases.delete databases.get databases.getMetadata databases.list
   firebaserules *
   gkehub membershipbindings.* rbacrolebindings.* features.* fleet.create fleet.get fleet.patch locations.* memberships.* scopes.* | *.createTagBinding *.deleteTagBinding *.listEffectiveTags *.listTagBindings
   pubsub * | *.getIamPolicy *.setIamPolicy schemas.delete schemas.validate subscriptions.consume
   redis instances.create instances.delete instances.failover instances.get instances.getAuthString instances.list instances.update instances.upgrade
   aiplatform * | operations.*`,
  `accesscontextmanager *
   containeranalysis *
   bigquery rowAccessPolicies.* datasets.* jobs.* models.* routines.* tables.*
   bigquerydatapolicy *
   bigquerydatatransfer transfers.*
   beyondcorp *
   cloudasset *
   billing budgets.*
   cloudbuild *
   monitoring * | metricsScopes.link timeSeries.list
   meshconfig *
   storage bucketOperations.* buckets.* managedFolders.* multipartUploads.* folders.* hmacKeys.* objects.*
   cloudtrace *
   compute networkAttachments.* networkEdgeSecurityServices.* regionSecurityPolicies.* securityPolicies.* serviceAttachments.* routers.*
   firebaserules *
   gkemulticloud *
   iap *
   redis *
   networkmanagement *
   networkservices edgeCacheKeysets.* edgeCacheOrigins.* edgeCacheServices.*
   recaptchaenterprise *
   cloudresourcemanager * | *.createPolicyBinding *.deletePolicyBinding *.searchPolicyBindings *.updatePolicyBinding
   videostitcher *`,
  `essentialcontacts contacts.*
   iam denypolicies.* roles.* serviceAccountKeys.* serviceAccounts.* | serviceAccounts.createTagBinding serviceAccounts.deleteTagBinding serviceAccounts.getCertificateAs serviceAccounts.listEffectiveTags serviceAccounts.listTagBindings
   dataproc autoscalingPolicies.* batches.* clusters.* jobs.* operations.* sessionTemplates.* sessions.* workflowTemplates.*
   servicemanagement services.check services.report
   bigtable *
   bigtableadmin *
   cloudsql *
   networkservices endpointPolicies.* gateways.* grpcRoutes.* httpRoutes.* httpfilters.* meshes.* route_views.* serviceBindings.* serviceLbPolicies.* tcpRoutes.* tlsRoutes.*
   trafficdirector *
   networkmanagement *
   compute addresses.* backendBuckets.* backendServices.* externalVpnGateways.* firewallPolicies.* firewalls.* forwardingRules.* globalAddresses.* globalForwardingRules.* healthChecks.* httpHealthChecks.* httpsHealthChecks.* interconnectAttachments.* interconnectLocations.* interconnectRemoteLocations.* interconnects.* networks.* packetMirrorings.* publicAdvertisedPrefixes.* publicDelegatedPrefixes.* regionBackendServices.* regionFirewallPolicies.* regionHealthChecks.* regionSslPolicies.* regionTargetHttpProxies.* regionTargetTcpProxies.* regionUrlMaps.* routes.* sslPolicies.* subnetworks.* targetGrpcProxies.* targetHttpProxies.* targetHttpsProxies.* targetInstances.* targetPools.* targetSslProxies.* targetTcpProxies.* targetVpnGateways.* urlMaps.* vpnGateways.*
   artifactregistry *
   pubsub *
   workflows *
   gkeonprem *
   apikeys apikeys.* keys.*
   dns *
   datastore backupSchedules.* backups.delete backups.get backups.list databases.* entities.* indexes.* locations.* operations.* userCreds.*
   cloudkms autokeyConfigs.* cryptoKeyVersions.create cryptoKeyVersions.destroy cryptoKeyVersions.get cryptoKeyVersions.list cryptoKeyVersions.restore cryptoKeyVersions.update cryptoKeyVersions.useToDecrypt cryptoKeyVersions.useToEncrypt cryptoKeyVersions.useToSign cryptoKeyVersions.useToVerify cryptoKeyVersions.viewPublicKey ekmConfigs.* importJobs.* keyHandles.* keyRings.* | importJobs.useToImport
   orgpolicy *
   dataplex aspectTypes.* datascans.* entries.* entryGroups.create entryGroups.delete entryGroups.get entryGroups.getIamPolicy entryGroups.import entryGroups.list entryGroups.setIamPolicy entryGroups.update entryGroups.useContactsAspect entryGroups.useGenericAspect entryGroups.useGenericEntry entryGroups.useOverviewAspect entryGroups.useSchemaAspect entryTypes.* metadataJobs.*
   datalineage events.* locations.* operations.* processes.* runs.*
   gkehub fleets.*
   cloudfunctions *
   spanner *
   container *`,
  `analyticshub dataExchanges.*
   bigquery capacityCommitments.* datasources.* readsessions.* reservations.* transfers.*
   clouddeploy *
   file *
   networkconnectivity groups.* hubRouteTables.* hubRoutes.* hubs.* internalRanges.* policyBasedRoutes.* regionalEndpoints.* spokes.*
   privateca *
   iam oauthClientCredentials.* oauthClients.* workforcePoolProviderKeys.* workforcePoolProviders.* workforcePoolSubjects.* workforcePools.* workloadIdentityPoolNamespaces.* workloadIdentityPoolProviderKeys.* workloadIdentityPoolProviders.* workloadIdentityPools.* | *.createPolicyBinding *.deletePolicyBinding *.searchPolicyBindings *.updatePolicyBinding
   livestream *
   documentai *
   securitycentermanagement *
   cloudsecurityscanner *
   securitycenter *
   cloudquotas *
   recommender *
   alloydb * | databases.*
   apphub *
   integrations * | apigeeauthconfigs.* apigeecertificates.* apigeeintegrations.* apigeeintegrationvers.* apigeeproducts.* apigeesfdcchannels.* apigeesfdcinstances.* apigeesuspensions.* integrations.deploy integrations.update locations.* securityauthconfigs.* securityexecutions.* securityintegrations.* securityintegrationvers.delete securityintegrationvers.deploy securityintegrationvers.list securityintegtemps.* securityproducts.* sfdcchannels.create sfdcchannels.list workflows.*
   gkebackup *
   composer *
   datafusion instances.* locations.* namespaces.getIamPolicy namespaces.list namespaces.setIamPolicy operations.*
   cloudkms * | locations.get locations.list
   firebasestorage *
   cloudtranslate * | custommodels.* translationmemories.*
   workstations *
   confidentialcomputing *
   contactcenteraiplatform *
   datamigration * | mappingrules.*
   dataform * | comments.* commentsnested.* commentthreads.* commentthreadsnested.*
   datastream *
   config *
   parallelstore *
   policysimulator *
   secretmanager *
   vpcaccess *
   serviceusage *
   cloudasset *
   kubernetesmetadata *
   servicemanagement consumers.getIamPolicy consumers.setIamPolicy services.create services.delete services.get services.getIamPolicy services.list services.setIamPolicy services.update
   backupdr backupPlanAssociations.create backupPlanAssociations.createForAlloydbCluster backupPlanAssociations.createForCloudSqlInstance backupPlanAssociations.createForComputeDisk backupPlanAssociations.createForComputeInstance backupPlanAssociations.deleteForAlloydbCluster backupPlanAssociations.deleteForCloudSqlInstance backupPlanAssociations.deleteForComputeDisk backupPlanAssociations.deleteForComputeInstance backupPlanAssociations.fetchForAlloydbCluster backupPlanAssociations.fetchForCloudSqlInstance backupPlanAssociations.fetchForComputeDisk backupPlanAssociations.fetchForComputeInstance backupPlanAssociations.getForAlloydbCluster backupPlanAssociations.getForCloudSqlInstance backupPlanAssociations.getForComputeDisk backupPlanAssociations.getForComputeInstance backupPlanAssociations.list backupPlanRevisions.* backupPlans.* backupVaults.* bvbackups.* bvdataSources.abandonBackup bvdataSources.fetchAccessToken bvdataSources.finalizeBackup bvdataSources.get bvdataSources.initiateBackup bvdataSources.list bvdataSources.remove bvdataSources.setInternalStatus bvdataSources.update compute.* dataSourceReferences.fetchForAlloydbCluster dataSourceReferences.fetchForCloudSqlInstance dataSourceReferences.fetchForFilestoreInstance dataSourceReferences.list locations.* managementServers.create managementServers.createConnection managementServers.delete managementServers.get managementServers.getIamPolicy managementServers.list managementServers.setIamPolicy managementServers.update operations.* serviceConfig.* | bvbackups.useReadOnlyForAlloydbCluster bvbackups.useReadOnlyForCloudSqlInstance bvbackups.useReadOnlyForFilestoreInstance
   dlp charts.* columnDataProfiles.* connections.* deidentifyTemplates.* estimates.* fileStoreProfiles.* inspecttemplates.* jobTriggers.* jobs.* projectDataProfiles.* storedInfoTypes.* subscriptions.* tableDataProfiles.*
   securesourcemanager branchRules.* hooks.* instances.access instances.create instances.delete instances.get instances.getIamPolicy instances.linkDeveloperConnect instances.list instances.setIamPolicy issuecomments.* issues.* locations.* operations.* prcomments.* pullRequests.* repositories.create repositories.delete repositories.fetch repositories.get repositories.getIamPolicy repositories.list repositories.setIamPolicy repositories.update
   connectors * | connections.executeSqlQuery connections.generateOpenAPISpec connections.listenEvent
   metastore backups.* databases.delete databases.getIamPolicy databases.setIamPolicy databases.update federations.* imports.* locations.* operations.* services.* tables.delete tables.getIamPolicy tables.setIamPolicy tables.update | federations.use services.use`,
];

/** The newest version that is known here, and the one that policies have which name none, or the latest. */
export const newestVersion = versions.length;

interface Row {
  readonly stopped: readonly PermissionPattern[];
  readonly spared: readonly PermissionPattern[];
}

const rowOf = (line: string): readonly [service: string, row: Row] => {
  const [service = '', ...rest] = line.trim().split(/\s+/);
  const bar = rest.indexOf('|');
  const patterns = (names: readonly string[]): readonly PermissionPattern[] =>
    names.map((name) => permissionPattern(`${service}.googleapis.com/${name === '*' ? '*.*' : name}`));
  const [stopped, spared] = bar < 0 ? [rest, []] : [rest.slice(0, bar), rest.slice(bar + 1)];
  const row = { stopped: patterns(stopped), spared: patterns(spared) };
  return [row.stopped[0]!.service, row];
};

/** By service as permissions have it, the rows of each version. Read when the first is asked for. */
const rows = once((): readonly ReadonlyMap<string, readonly Row[]>[] =>
  versions.map((text) => {
    const byService = new Map<string, readonly Row[]>();
    for (const [service, row] of text.split('\n').map(rowOf))
      byService.set(service, [...(byService.get(service) ?? []), row]);
    return byService;
  }),
);

/** Whether boundaries of a version can keep somebody from using a permission. */
export type Enforcement = 'stops' | 'ignores' | 'unknown';

/**
 * @param version as written: a number, `latest`; absent: the newest when the policy was made
 * @param permission as roles have it
 */
export const enforcementOf = (version: string | null | undefined, permission: string): Enforcement => {
  const number = /^[1-9]\d*$/.test(version ?? '') ? Number(version) : undefined;
  const { service } = permissionPattern(permission);
  const isStopped = rows()
    .slice(0, number ?? newestVersion)
    .some((byService) =>
      (byService.get(service) ?? []).some(
        ({ stopped, spared }) => isAmong(permission, stopped) && !isAmong(permission, spared),
      ),
    );
  if (isStopped) return 'stops';
  // Each version stops more than those before it; of a newer one than these nobody knows what.
  return number === undefined || number > newestVersion ? 'unknown' : 'ignores';
};
