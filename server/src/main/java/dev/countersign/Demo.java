package dev.countersign;

import dev.countersign.admin.Organizations;
import dev.countersign.admin.Organizations.Organization;
import dev.countersign.admin.Organizations.Project;
import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Providers;
import dev.countersign.environment.PublicUrl;
import dev.countersign.fake.FakeProvider;
import dev.countersign.fake.FakeProviderRoutes;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The organization that `dev` begins with: one project, its sandbox and its live environment.
public final class Demo {
  private static final List<String> SOCIAL = List.of("google", "github");

  private final Organizations organizations;
  private final Environments environments;
  private final Providers providers;
  private final PublicUrl publicUrl;

  Demo(
      Organizations organizations,
      Environments environments,
      Providers providers,
      PublicUrl publicUrl) {
    this.organizations = organizations;
    this.environments = environments;
    this.providers = providers;
    this.publicUrl = publicUrl;
  }

  /// Whether there is nothing yet.
  public boolean fresh() {
    return organizations.all().isEmpty();
  }

  /// Authenticator apps in its sandbox: whoever has one is asked for its code.
  public void offerSecondFactors(Project project) {
    var mfa = Map.of("enabled", true, "methods", List.of(Map.of("type", "totp", "enabled", true)));
    ObjectNode settings = (ObjectNode) Json.tree(Map.of("security", Map.of("mfa", mfa)));
    environments.change(environments.get(project.sandbox()), settings);
  }

  /// The first project there is, made now on an empty store.
  public Project ready() {
    Organization organization =
        organizations.all().stream()
            .findFirst()
            .orElseGet(() -> organizations.create("Demo organization"));
    return organizations.projectsOf(organization.id()).stream()
        .findFirst()
        .orElseGet(() -> organizations.createProject(organization.id(), "Demo project"));
  }

  /// Text messages, which stay in the local inbox as long as no service is named; and two social
  /// providers in its sandbox, which are played by the fake one. One that the operator has
  /// set up instead stays as it is.
  public void useFakeProviders(Project project) {
    useLocalTexts(environments.get(project.sandbox()));
    useLocalTexts(environments.get(project.live()));
    var sandbox = environments.get(project.sandbox());
    for (String name : SOCIAL) {
      var posted = Json.object().put("clientId", FakeProvider.CLIENT_ID);
      posted.put("clientSecret", FakeProvider.CLIENT_SECRET).put("enabledAt", "now");
      FakeProviderRoutes.addresses(publicUrl, name).forEach(posted::put);
      var input = Input.of(Json.bytes(posted));
      var there =
          providers.list(sandbox).stream().filter(one -> one.name().equals(name)).findFirst();
      if (there.isEmpty()) providers.create(sandbox.id(), name, input);
      else if (there.get().text("clientId").filter(FakeProvider.CLIENT_ID::equals).isPresent()) {
        // The port may be another than at the last start.
        providers.update(there.get().id(), input);
      }
    }
  }

  private void useLocalTexts(Environment environment) {
    boolean there =
        providers.list(environment).stream().anyMatch(one -> one.name().equals(SmsSender.PROVIDER));
    if (there) return;
    var enabled = Input.of(Json.bytes(Json.object().put("enabledAt", "now")));
    providers.create(environment.id(), SmsSender.PROVIDER, enabled);
  }
}
