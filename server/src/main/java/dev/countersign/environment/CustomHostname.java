package dev.countersign.environment;

import dev.countersign.environment.VerificationRecord.Purpose;
import dev.countersign.environment.VerificationRecord.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A name of the operator's that leads to this server, and what the DNS said of it last.
///
/// @param failures how often in a row the DNS contradicted it since it was active
/// @param errors what was wrong with its records at the last check
/// @param nextCheckAt null for a name that no DNS knows
public record CustomHostname(
    UUID id,
    UUID environmentId,
    Hostname hostname,
    Usage usage,
    Status status,
    String ownershipToken,
    int failures,
    List<String> errors,
    @Nullable Instant checkedAt,
    @Nullable Instant nextCheckAt,
    Instant createdAt) {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration DAILY = Duration.ofDays(1);

  /// Records that are published at all are so within a week; after it a check a day will do.
  private static final Duration EXPECTED = Duration.ofDays(7);

  private static final int MOST_FAILURES = 3;

  /// What the name is for.
  public enum Usage {
    COOKIES("cookies"),
    GLOBAL_WALLET("globalWallet");

    private final String wireName;

    Usage(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /// `PENDING` waits for its records, `ERROR` had them and lost them; only `ACTIVE` has effect.
  public enum Status {
    PENDING,
    ACTIVE,
    ERROR
  }

  /// What a look at the DNS came to. `contradicted` is false if it merely gave no answer.
  public record Finding(List<String> faults, boolean contradicted) {
    public Finding {
      faults = List.copyOf(faults);
    }
  }

  public CustomHostname {
    errors = List.copyOf(errors);
  }

  /// What the operator is to publish. A name that is the server's own has nowhere else to lead.
  public List<VerificationRecord> records(PublicUrl publicUrl) {
    var records = new ArrayList<VerificationRecord>();
    String challenge = "_countersign." + hostname.value();
    records.add(
        new VerificationRecord(RecordType.TXT, Purpose.OWNERSHIP, challenge, ownershipToken));
    if (!hostname.value().equals(publicUrl.host()))
      records.add(
          new VerificationRecord(
              RecordType.CNAME, Purpose.ALIAS, hostname.value(), publicUrl.host()));
    return records;
  }

  /// After a check. One that was active stays so until the DNS has contradicted it three times in a
  /// row: a resolver that is out of reach says nothing about the name.
  CustomHostname after(Finding finding, Instant now) {
    if (finding.faults().isEmpty()) return with(Status.ACTIVE, 0, List.of(), now, DAILY);
    int failed = failures + (status == Status.ACTIVE && finding.contradicted() ? 1 : 0);
    boolean lost = status == Status.ACTIVE && failed >= MOST_FAILURES;
    boolean soon = status == Status.PENDING && now.isBefore(createdAt.plus(EXPECTED));
    return with(lost ? Status.ERROR : status, failed, finding.faults(), now, soon ? SOON : DAILY);
  }

  private CustomHostname with(
      Status next, int failed, List<String> faults, Instant now, Duration pause) {
    return new CustomHostname(
        id,
        environmentId,
        hostname,
        usage,
        next,
        ownershipToken,
        failed,
        faults,
        now,
        now.plus(pause),
        createdAt);
  }
}
