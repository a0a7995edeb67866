package dev.countersign;

import dev.countersign.admin.AdminAccess;
import dev.countersign.admin.AdminDeviceRoutes;
import dev.countersign.admin.AdminGateRoutes;
import dev.countersign.admin.AdminMfaRoutes;
import dev.countersign.admin.AdminSessionRoutes;
import dev.countersign.admin.AdminUserRoutes;
import dev.countersign.admin.AdminUsers;
import dev.countersign.admin.DeepLinkRoutes;
import dev.countersign.admin.EnvironmentRoutes;
import dev.countersign.admin.ExternalJwtRoutes;
import dev.countersign.admin.HostnameRoutes;
import dev.countersign.admin.KeyRoutes;
import dev.countersign.admin.OauthAccountRoutes;
import dev.countersign.admin.OrganizationRoutes;
import dev.countersign.admin.Organizations;
import dev.countersign.admin.ProviderRoutes;
import dev.countersign.admin.StatisticsRoutes;
import dev.countersign.admin.TestAccountRoutes;
import dev.countersign.admin.VisitorRoutes;
import dev.countersign.delivery.MessageRoutes;
import dev.countersign.hostname.HostnameChecks;
import dev.countersign.http.Routes;
import dev.countersign.signin.FactorReset;
import java.util.List;

/// What an operator and a team's backend speak with.
final class AdminSide {
  private AdminSide() {}

  static List<Routes> routes(
      Foundation on, AdminAccess access, Organizations organizations, HostnameChecks checks) {
    var environments = on.environments;
    var database = on.database;
    var adminUsers =
        new AdminUsers(
            database, on.users, on.credentials, on.sessions, on.factors, on.departure, on.clock);
    var factorReset =
        new FactorReset(
            database, on.users, on.credentials, on.factors, on.sessions, on.factorNews, on.clock);
    return List.of(
        new AdminGateRoutes(access, on.limits),
        new OrganizationRoutes(organizations),
        new EnvironmentRoutes(environments, organizations),
        new KeyRoutes(environments, on.keys, on.rotation),
        new HostnameRoutes(environments, on.hostnames, checks, on.config.publicUrl()),
        new ExternalJwtRoutes(environments, on.externalJwt),
        new ProviderRoutes(environments, on.providers, on.socialProviders, on.socialUrls),
        new DeepLinkRoutes(environments, on.deepLinks),
        new OauthAccountRoutes(on.grantedTokens),
        new TestAccountRoutes(environments, on.testAccounts),
        new VisitorRoutes(environments, on.visits),
        new StatisticsRoutes(environments, database, on.clock),
        new AdminUserRoutes(environments, adminUsers),
        new AdminMfaRoutes(environments, adminUsers, factorReset),
        new AdminDeviceRoutes(environments, adminUsers, on.knownDevices, on.clock),
        new AdminSessionRoutes(environments, database, on.sessions, adminUsers),
        new MessageRoutes(
            environments,
            on.mailroom.messages(),
            (request, _) -> access.require(request.bearer())));
  }
}
