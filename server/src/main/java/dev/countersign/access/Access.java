package dev.countersign.access;

import dev.countersign.environment.Environment;
import dev.countersign.user.User;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a session of this user may do now: `scope` (RFC 8693 §4.2, separated by spaces), the names of
/// the access lists the user is on, and the required profile fields that are still empty.
public record Access(List<String> scopes, List<String> lists, List<JsonNode> missingFields) {
  public static final String COMPLETE = "user:basic";
  public static final String PROFILE_FORM = "userDataForm";

  public Access {
    scopes = List.copyOf(scopes);
    lists = List.copyOf(lists);
    missingFields = List.copyOf(missingFields);
  }

  /// `user:basic` only when authentication is complete: a required field that is empty withholds it.
  public static Access of(Environment environment, User user) {
    List<JsonNode> missing = RequiredFields.missing(environment, user);
    String scope = missing.isEmpty() ? COMPLETE : PROFILE_FORM;
    return new Access(List.of(scope), List.of(), missing);
  }

  public String scope() {
    return String.join(" ", scopes);
  }
}
