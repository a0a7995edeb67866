package dev.countersign;

import dev.countersign.admin.Organizations;
import dev.countersign.admin.Organizations.Organization;
import dev.countersign.admin.Organizations.Project;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.PublicUrl;

/// The organization that `dev` begins with: one project, its sandbox and its live environment.
public final class Demo {
  private final Organizations organizations;
  private final Environments environments;

  Demo(Organizations organizations, Environments environments) {
    this.organizations = organizations;
    this.environments = environments;
  }

  /// The first project there is, made now on an empty store. Its live environment takes the demo
  /// page's own origin; all others it keeps out until they are added.
  public Project ready(PublicUrl publicUrl) {
    Organization organization =
        organizations.all().stream()
            .findFirst()
            .orElseGet(() -> organizations.create("Demo organization"));
    Project project =
        organizations.projectsOf(organization.id()).stream()
            .findFirst()
            .orElseGet(() -> organizations.createProject(organization.id(), "Demo project"));
    Environment live = environments.get(project.live());
    if (!live.origins().allow(publicUrl.origin())) {
      environments.addOrigin(live.id(), publicUrl.origin());
    }
    return project;
  }
}
