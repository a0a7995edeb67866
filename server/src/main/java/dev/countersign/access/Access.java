package dev.countersign.access;

import dev.countersign.environment.Environment;
import dev.countersign.user.User;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a session of this user may do now: `scope` (RFC 8693 §4.2, separated by spaces), the names of
/// the access lists the user is on, and the required profile fields that are still empty.
public record Access(
    List<String> scopes, List<String> lists, List<JsonNode> missingFields, Standing standing) {
  public static final String DEVICE = "device:register";
  public static final String COMPLETE = "user:basic";
  public static final String SECOND_FACTOR = "requiresAdditionalAuth";
  public static final String PROFILE_FORM = "userDataForm";

  public Access {
    scopes = List.copyOf(scopes);
    lists = List.copyOf(lists);
    missingFields = List.copyOf(missingFields);
  }

  /// `user:basic` only when authentication is complete: a device that is not approved withholds it,
  /// then a factor that is owed, then a required field that is empty.
  public static Access of(Environment environment, User user, Standing standing) {
    List<JsonNode> missing =
        standing.deviceOwed() ? List.of() : RequiredFields.missing(environment, user);
    return new Access(List.of(scope(standing, missing)), List.of(), missing, standing);
  }

  private static String scope(Standing standing, List<JsonNode> missing) {
    if (standing.deviceOwed()) return DEVICE;
    if (standing.factorOwed()) return SECOND_FACTOR;
    return missing.isEmpty() ? COMPLETE : PROFILE_FORM;
  }

  public String scope() {
    return String.join(" ", scopes);
  }
}
