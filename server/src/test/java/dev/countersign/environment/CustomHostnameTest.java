package dev.countersign.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Secrets;
import dev.countersign.environment.CustomHostname.Finding;
import dev.countersign.environment.CustomHostname.Status;
import dev.countersign.environment.CustomHostname.Usage;
import dev.countersign.environment.VerificationRecord.Purpose;
import dev.countersign.environment.VerificationRecord.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CustomHostnameTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Finding CONTRADICTED = new Finding(List.of("There is no record."), true);
  private static final Finding SILENCE = new Finding(List.of("No answer."), false);
  private static final Finding GOOD = new Finding(List.of(), false);

  private final CustomHostname fresh = claimed("auth.example.org");

  @Test
  void isToBeShownOwnAndToLeadToTheServer() {
    assertThat(fresh.records(PublicUrl.of("https://Sign.example.net:8443")))
        .containsExactly(
            new VerificationRecord(
                RecordType.TXT, Purpose.OWNERSHIP, "_countersign.auth.example.org", "token"),
            new VerificationRecord(
                RecordType.CNAME, Purpose.ALIAS, "auth.example.org", "sign.example.net"));
  }

  @Test
  void needsNoAliasWhereItIsTheServersOwnName() {
    assertThat(fresh.records(PublicUrl.of("https://auth.example.org")))
        .extracting(VerificationRecord::type)
        .containsExactly(RecordType.TXT);
  }

  @Test
  void waitsForItsRecordsAMinuteAtATimeAndAfterAWeekADay() {
    assertThat(fresh.after(CONTRADICTED, NOW).nextCheckAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(fresh.after(SILENCE, NOW).nextCheckAt()).isEqualTo(NOW.plusSeconds(60));
    Instant week = NOW.plus(Duration.ofDays(7));
    CustomHostname old = fresh.after(CONTRADICTED, week);
    assertThat(old.status()).isEqualTo(Status.PENDING);
    assertThat(old.nextCheckAt()).isEqualTo(week.plus(Duration.ofDays(1)));
    assertThat(fresh.after(GOOD, NOW).nextCheckAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void isLostAtTheThirdContradictionInARow() {
    CustomHostname active = fresh.after(GOOD, NOW);
    CustomHostname twice = active.after(CONTRADICTED, NOW).after(CONTRADICTED, NOW);

    assertThat(twice.status()).isEqualTo(Status.ACTIVE);
    assertThat(twice.errors()).isEqualTo(CONTRADICTED.faults());
    assertThat(twice.after(GOOD, NOW).after(CONTRADICTED, NOW).status()).isEqualTo(Status.ACTIVE);
    assertThat(twice.after(SILENCE, NOW).status()).isEqualTo(Status.ACTIVE);
    CustomHostname lost = twice.after(SILENCE, NOW).after(CONTRADICTED, NOW);
    assertThat(lost.status()).isEqualTo(Status.ERROR);
    assertThat(lost.after(SILENCE, NOW).status()).isEqualTo(Status.ERROR);
    assertThat(lost.after(GOOD, NOW).status()).isEqualTo(Status.ACTIVE);
    assertThat(lost.after(GOOD, NOW).errors()).isEmpty();
  }

  private static CustomHostname claimed(String name) {
    UUID id = new Secrets().randomId();
    return new CustomHostname(
        id,
        id,
        new Hostname(name),
        Usage.COOKIES,
        Status.PENDING,
        "token",
        0,
        List.of(),
        null,
        NOW,
        NOW);
  }
}
