/**
 * Application permissions of Microsoft Graph that change something, or that Microsoft counts among the strongest, and lead to no
 * privilege in Entra or Azure: why. A pattern stands for the whole name, without regard to case.
 * https://learn.microsoft.com/graph/permissions-reference
 */
export const withoutWay: readonly (readonly [pattern: RegExp, because: string])[] = [
  [
    /(?<!Write)\.Read(?:\.|$)|\.Read\.[\w]+$/,
    'it reads: what it tells may help, and nothing is changed by it',
  ],
  [
    /^(?:Mail|Mailbox\w*|Calendars|Contacts(?:-\w+)?|Files|FileStorageContainer|FileIngestion\w*|Sites|SharePoint\w*|Notes|ShortNotes|Tasks|Bookings\w*|Presence|Place\w*|ProfilePhoto|PeopleSettings|ExternalConnection|ExternalItem|SearchConfiguration|RecordsManagement|eDiscovery|BackupRestore-\w+|Group-Conversation|Community|Storyline|Engagement\w*|Learning\w*|LifeCycleInfo|CopilotPackages|CopilotPolicySettings|ContentActivity|CustomTags)\./,
    'content of the office services: it is counted as data, and nobody becomes somebody by it',
  ],
  [
    /^(?:Chat\w*|Channel\w*|Teams(?!App)\w*|Teamwork\w*|Team(?:Settings)?|Calls?\w*|OnlineMeetings|VirtualAppointment\w*|VirtualEvent\w*(?:-Anon)?|Schedule\w*(?:-WorkingTime)?|UserShiftPreferences|WorkforceIntegration|BusinessScenario\w*)\./,
    'chats, meetings and settings of teams; who is in one is TeamMember’s',
  ],
  [/^TeamsAppInstallation\./, 'apps of chats and teams, whose permissions are about these alone'],
  [
    /^(?:Edu\w+|IndustryData-\w+|Print\w*|Financials|WindowsUpdates|CloudPC|BrowserSiteLists|DeviceTemplate|AppCatalog|ApprovalSolution|ChangeManagement|ConfigurationMonitoring|HealthMonitoringAlert|DirectoryRecommendations|ReportSettings|OrgSettings-\w+|OrganizationalBranding|PartnerSecurity|NetworkAccess|OnPremisesPublishingProfiles|Application-RemoteDesktopConfig)\./,
    'a service beside the directory: it holds no privileges there',
  ],
  [
    /^(?:Security\w+|Threat\w+|CustomDetection|AttackSimulation|CaseManagement|AuditActivity|IdentityNotifications|IdentityRisk\w+)\./,
    'alerts, incidents and risks: they block and release, and give nothing',
  ],
  [/^(?:AccessReview|ProgramControl|Policy\.ReadWrite\.AccessReview)/, 'reviews take privileges away'],
  [/\.Remove\./, 'it only removes'],
  [
    /^RoleManagement\.ReadWrite\.(?:CloudPC|Defender|Exchange)$/,
    'roles of that service alone: not of the directory, not of Azure',
  ],
  [/^RoleManagementAlert\./, 'alerts about assignments, not these'],
  [
    /^AdministrativeUnit\./,
    'what is in a unit: it changes whom roles at the unit are about, and gives no role; what is in a restricted one stays closed to it',
  ],
  [
    /^Agent(?:CardManifest|Collection|Instance|Registration)\./,
    'the registry of agents: it describes them and gives them nothing',
  ],
  [
    /^(?:AgentIdentity|AgentIdentityBlueprintPrincipal)\./,
    'agents prove themselves by their blueprint: nothing that is changed of them is a credential',
  ],
  [
    /^AgentIdentityBlueprint\.(?:Create|DeleteRestore|Update\w+)/,
    'new blueprints, and properties of others that are no credentials',
  ],
  [/^AgentIdUser\./, 'users of agents have no password, and their agent stays what it is'],
  [/^LifecyclePolicies-AgentId\./, 'when agents end'],
  [/^(?:AppRegistration|Group|Team|Channel|Chat)\.Create/, 'something new, which holds nothing yet'],
  [
    /^(?:Group-NestingSupport|Group-PreferredDataLocation|Group\.ManageProtection|GroupSettings)/,
    'settings of groups, not who is in them',
  ],
  [
    /OnPremisesSyncBehavior\./,
    'where an object is kept: whoever may change it afterwards needs a permission for that',
  ],
  [/^OnPremDirectorySynchronization\./, 'what is taken over from on premises, where somebody else decides'],
  [
    /^Synchronization\./,
    'provisioning to other services and their tenants: what it changes is there, not in this one',
  ],
  [
    /^CustomSecAttribute/,
    'attributes that conditions ask for: a condition on them is an assumption of its step',
  ],
  [/^DelegatedAdminRelationship\./, 'privileges of partners in the tenants of their customers'],
  [
    /^(?:MultiTenantOrganization|CrossTenantUserProfileSharing|ExternalUserProfile|PendingExternalUserProfile)\./,
    'profiles that tenants show one another',
  ],
  [
    /^Device\.|^DeviceManagement(?:CloudCA|ManagedDevices|ServiceConfig)\./,
    'devices themselves: it runs no code of its own on them',
  ],
  [/^LifecycleWorkflows-CustomExt\./, 'what workflows call outside; which run for whom is the workflows’'],
  [/^LicenseAssignment\./, 'licences'],
  [/^ConsentRequest\./, 'requests for consent: whoever grants them is an administrator'],
  [
    /^(?:IdentityProvider|IdentityUserFlow|APIConnectors|TrustFrameworkKeySet|Policy\.ReadWrite\.(?:TrustFramework|ExternalIdentities|B2BManagementPolicy))/,
    'how customers and guests sign in: they have no privileges before somebody gives them any',
  ],
  [
    /^(?:EventListener|CustomAuthenticationExtension)\./,
    'claims in tokens for applications that ask for such; those for Azure and Graph have none',
  ],
  [
    /^Policy\.ReadWrite\.ApplicationConfiguration$/,
    'claims and lifetimes of tokens for applications; those for Azure and Graph stay as they are',
  ],
  [
    /^Policy\.ReadWrite\.(?:ConditionalAccess|SecurityDefaults|AuthenticationFlows|FeatureRollout|CrossTenantAccess|CrossTenantCapability|DeviceConfiguration|FedTokenValidation|HybridAuthentication|ConsentRequest|Authorization)$/,
    'what stands before a sign-in or a consent: without a credential or a right nothing is gained by taking it away',
  ],
  [
    /^Policy\.ReadWrite\.AuthenticationMethod$/,
    'which methods may be used: adding one to somebody is UserAuthenticationMethod’s',
  ],
  [
    /^(?:AuthenticationContext|AppCertTrustConfiguration|MutualTlsOauthConfiguration|SpiffeTrustDomain|SignInIdentifier)\./,
    'what sign-ins are held against, not who passes',
  ],
  [
    /^UserAuthMethod-(?:Email|External|HardwareOATH|MicrosoftAuthApp|SoftwareOATH)\./,
    'second factors and addresses: nobody signs in by one alone',
  ],
  [
    /^UserAuthMethod-(?:Password|PlatformCred|ResourceKey|WindowsHello)\./,
    'applications can list and delete these, and add none',
  ],
  [
    /^User(?:-Mail|-Phone)?\.(?:ReadWrite\.All|DeleteRestore\.All|EnableDisableAccount\.All|Invite\.All|ReadWrite\.CrossCloud)$/,
    'users come, go and are described: whoever signs in as one needs a credential of it',
  ],
];
