package dev.countersign.verifier;

import dev.countersign.verifier.InvalidAccessToken.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Claims of a verified signature, read by kind: what is missing or of another kind is refused.
record Claims(Map<String, @Nullable Object> members) {
  /// The end of the year 9999: no honest time lies behind it.
  private static final long LATEST = 253_402_300_799L;

  String text(String name) throws InvalidAccessToken {
    if (members.get(name) instanceof String text && !text.isEmpty()) return text;
    throw refused(name);
  }

  Optional<String> optionalText(String name) throws InvalidAccessToken {
    return members.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /// A NumericDate (RFC 7519 §2) in whole seconds, as our server writes it.
  Instant time(String name) throws InvalidAccessToken {
    if (members.get(name) instanceof Long seconds && seconds >= 0 && seconds <= LATEST) {
      return Instant.ofEpochSecond(seconds);
    }
    throw refused(name);
  }

  Optional<Instant> optionalTime(String name) throws InvalidAccessToken {
    return members.containsKey(name) ? Optional.of(time(name)) : Optional.empty();
  }

  List<String> texts(String name) throws InvalidAccessToken {
    if (!(members.get(name) instanceof List<?> list)) throw refused(name);
    for (Object item : list) if (!(item instanceof String)) throw refused(name);
    return list.stream().map(String.class::cast).toList();
  }

  /// RFC 7519 §4.1.3: one string, or an array of them.
  List<String> textOrTexts(String name) throws InvalidAccessToken {
    return members.get(name) instanceof String ? List.of(text(name)) : texts(name);
  }

  private static InvalidAccessToken refused(String name) {
    return new InvalidAccessToken(Reason.CLAIM, name);
  }
}
