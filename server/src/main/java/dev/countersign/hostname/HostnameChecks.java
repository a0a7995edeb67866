package dev.countersign.hostname;

import dev.countersign.environment.CustomHostname;
import dev.countersign.environment.CustomHostname.Finding;
import dev.countersign.environment.CustomHostnames;
import dev.countersign.environment.PublicUrl;
import dev.countersign.environment.VerificationRecord;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks for the records of custom hostnames in the DNS: when asked, and again in the background.
public final class HostnameChecks implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HostnameChecks.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);

  /// Of one round; at two queries of two seconds each, well within a lease.
  private static final int MOST = 50;

  private final CustomHostnames hostnames;
  private final Dns dns;
  private final PublicUrl publicUrl;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hostnames").factory());

  public HostnameChecks(CustomHostnames hostnames, Dns dns, PublicUrl publicUrl) {
    this.hostnames = hostnames;
    this.dns = dns;
    this.publicUrl = publicUrl;
  }

  public void start() {
    long seconds = EVERY.toSeconds();
    var _ = schedule.scheduleWithFixedDelay(this::round, seconds, seconds, TimeUnit.SECONDS);
  }

  /// Every name whose time has come.
  void round() {
    try {
      hostnames.takeDue(MOST).forEach(this::check);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "checks of custom hostnames are put off: " + e.getMessage());
    }
  }

  /// Takes a few seconds at most. A name that no DNS knows stays as it is.
  public CustomHostname check(CustomHostname hostname) {
    if (hostname.nextCheckAt() == null) return hostname;
    var faults = new ArrayList<String>();
    boolean contradicted = false;
    for (VerificationRecord record : hostname.records(publicUrl)) {
      Optional<List<String>> found = dns.ask(record.name(), record.type());
      if (found.stream().flatMap(List::stream).anyMatch(value -> says(record, value))) continue;
      contradicted |= found.isPresent();
      String what = record.type() + " record of " + record.name();
      if (found.isEmpty()) faults.add("The DNS did not answer for the " + what + ".");
      else if (found.get().isEmpty()) faults.add("There is no " + what + ".");
      else faults.add("The " + what + " has another value.");
    }
    return hostnames.found(hostname, new Finding(faults, contradicted));
  }

  private static boolean says(VerificationRecord record, String value) {
    return switch (record.type()) {
      case TXT -> value.equals(record.value());
      case CNAME -> value.equalsIgnoreCase(record.value() + ".");
    };
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
