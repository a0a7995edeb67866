package dev.countersign;

import dev.countersign.admin.Organizations;
import dev.countersign.admin.Organizations.Organization;
import dev.countersign.admin.Organizations.Project;

/// The organization that `dev` begins with: one project, its sandbox and its live environment.
public final class Demo {
  private final Organizations organizations;

  Demo(Organizations organizations) {
    this.organizations = organizations;
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
}
