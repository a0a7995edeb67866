package dev.countersign;

import dev.countersign.Config.Mode;
import dev.countersign.admin.Organizations.Project;
import dev.countersign.limit.Limit;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/// What the operator reads when the server is ready.
final class Greeting {
  private Greeting() {}

  static void serve(Config config, Server server) {
    System.out.printf(
        "Countersign %s is ready on %s:%d (%s, %s signatures) after %s.%nBase URL   %s/api/v0%n",
        Version.current(),
        config.host(),
        server.port(),
        server.storeKind(),
        server.signaturesBy(),
        sinceStart(),
        config.publicUrl().origin());
  }

  static void dev(Config config, Server server, Project project, Path devFile) {
    if (config.mode() != Mode.DEV) throw new IllegalArgumentException("not dev");
    String origin = config.publicUrl().origin();
    serve(config, server);
    System.out.printf(
        """
        Sandbox    %1$s
        Live       %2$s
        Inbox      %3$s/inbox/%1$s
        Demo       %3$s/demo
        Admin      the token is in %4$s
        Limits     %5$s
        """,
        project.sandbox(), project.live(), origin, devFile, limits(config));
  }

  private static String limits(Config config) {
    return config.limits().rules().containsKey(Limit.SIGN_IN_PER_IP)
        ? "in force; COUNTERSIGN_LIMITS=off lifts them for test runs"
        : "lifted";
  }

  private static String sinceStart() {
    return String.format(
        Locale.ROOT, "%.2f s", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
  }
}
